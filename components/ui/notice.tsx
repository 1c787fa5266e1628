import type { ReactNode } from 'react'

const looks = {
  plain: 'border-edge bg-tint',
  done: 'border-action bg-action-tint',
  waits: 'border-waits bg-waits-tint',
  refusal: 'border-refusal bg-refusal-tint',
  proposal: 'border-proposal bg-proposal-tint',
} as const

/** A short notice among the page's text. `live` for one that appears after the page has been read. */
export function Notice({ kind = 'plain', title, live, children }: { kind?: keyof typeof looks; title?: string; live?: boolean; children?: ReactNode }) {
  return (
    <div role={live ? 'status' : undefined} className={`max-w-prose border-l-4 px-4 py-3 ${looks[kind]}`}>
      {title && <p className="font-semibold">{title}</p>}
      {children && <div className={title ? 'mt-1' : ''}>{children}</div>}
    </div>
  )
}
