import Link from 'next/link'
import type { ReactNode } from 'react'
import { Wordmark } from './wordmark'

/** A page that stands alone: sign-in, nothing here, something broke. */
export function StandingPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <header className="border-b border-line px-4 py-2 sm:px-6">
        <Link href="/" className="inline-block py-1 no-underline" aria-label="Accord, to the standards"><Wordmark /></Link>
      </header>
      <main className="mx-auto w-full max-w-2xl px-4 pt-12 pb-20 sm:px-6">
        <h1 className="text-title font-bold text-balance">{title}</h1>
        <div className="mt-4 max-w-prose space-y-4">{children}</div>
      </main>
    </>
  )
}
