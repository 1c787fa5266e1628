import type { ReactNode } from 'react'

export interface SummaryRow { readonly key: string; readonly value: ReactNode; readonly action?: ReactNode }

/** What is known of one thing, row by row. */
export function SummaryList({ rows }: { rows: readonly SummaryRow[] }) {
  return (
    <dl className="border-t border-line">
      {rows.map((row) => (
        <div key={row.key} className="gap-x-6 border-b border-line py-3 sm:flex">
          <dt className="font-semibold sm:w-1/3 sm:shrink-0">{row.key}</dt>
          <dd className="min-w-0 flex-1 [overflow-wrap:anywhere]">{row.value}</dd>
          {row.action && <dd className="mt-1 sm:mt-0">{row.action}</dd>}
        </div>
      ))}
    </dl>
  )
}
