'use client'
import dynamic from 'next/dynamic'
import { Component, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { DraftSkeleton } from './draft-skeleton'
import type { DraftShellProps } from './draft-shell'

// Only in the browser: what the server would draw, the socket brings anyway.
const DraftShell = dynamic(() => import('./draft-shell').then((loaded) => loaded.DraftShell), { ssr: false, loading: () => <DraftSkeleton /> })

/** The draft page's way into the editor, which is loaded apart so that the page stands before it. */
export function DraftClient(props: DraftShellProps) {
  return <Guard><DraftShell {...props} /></Guard>
}

/** The editor did not load, or broke. What was typed and sent is safe; the page says so. */
class Guard extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() { return { broken: true } }

  override render() {
    if (!this.state.broken) return this.props.children
    return (
      <section role="alert" className="mx-auto my-10 max-w-prose border-l-4 border-refusal bg-refusal-tint px-5 py-4">
        <h1 className="text-heading font-bold">The editor could not start</h1>
        <p className="mt-2">What was shown as saved is safe. Reload the page to go on; if that does not help, try again in a few minutes.</p>
        <p className="mt-4"><Button type="button" onClick={() => location.reload()}>Reload the page</Button></p>
      </section>
    )
  }
}
