import type { ReactNode } from 'react'
import type { Refusal } from '@/lib/kernel/refusal'

/** A refusal in the place of what was asked for: why, and what would help. */
export function RefusalPanel({ refusal, title = 'You cannot see this', children }: { refusal: Refusal; title?: string; children?: ReactNode }) {
  return (
    <section className="max-w-prose border-l-4 border-refusal bg-refusal-tint px-5 py-4" aria-labelledby="refusal-title">
      <h1 id="refusal-title" className="text-heading font-bold">{title}</h1>
      <p className="mt-2">{refusal.message}</p>
      {children && <div className="mt-4 flex flex-wrap gap-3">{children}</div>}
    </section>
  )
}

/** The same, small, beside what stays on the page. */
export function RefusalLine({ refusal }: { refusal: Refusal }) {
  return <p className="max-w-prose border-l-4 border-refusal pl-3 text-refusal">{refusal.message}</p>
}
