import type { ReactNode } from 'react'

/** A line of a list of facts: its name, and beside or below it what is the case. */
export const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="border-b border-line py-2 sm:flex sm:gap-6">
    <dt className="font-semibold sm:w-40 sm:shrink-0">{name}</dt>
    <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
  </div>
)
