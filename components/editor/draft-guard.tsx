'use client'
import { Component, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'

/** The editor did not load, or broke. What was typed and sent is safe; the page says so. */
export class DraftGuard extends Component<{ children: ReactNode }, { broken: boolean }> {
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
