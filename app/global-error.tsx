'use client'
import './globals.css'

/** When even the outer layout failed: no component of ours can be relied on, so this stands on its own. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en-GB">
      <body>
        <title>Something went wrong – Accord</title>
        <main className="mx-auto max-w-2xl px-4 pt-16">
          <h1 className="text-title font-bold">Something went wrong on our side</h1>
          <p className="mt-4 max-w-prose">Nothing that was saved is lost. Try again in a moment.</p>
          {error.digest && <p className="mt-2 text-small text-quiet">Code <code className="font-mono">{error.digest}</code></p>}
          <button type="button" onClick={reset} className="mt-6 min-h-11 rounded-soft border border-transparent bg-action px-4 py-2 font-semibold text-on-action">
            Try again
          </button>
        </main>
      </body>
    </html>
  )
}
