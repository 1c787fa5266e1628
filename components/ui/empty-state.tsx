import type { ReactNode } from 'react'

/** Nothing here yet: what belongs here, and the one button that starts it. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="max-w-prose border-y border-dashed border-edge py-6">
      <p className="font-semibold">{title}</p>
      {children && <div className="mt-1 text-quiet">{children}</div>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  )
}
