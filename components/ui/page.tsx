import Link from 'next/link'
import type { ReactNode } from 'react'

const widths = { text: 'max-w-3xl', wide: 'max-w-6xl', full: 'max-w-none' } as const

/** The page's own landmark. Every page of the workspace stands in one; the layout's skip link leads to it. */
export function Page({ width = 'wide', children }: { width?: keyof typeof widths; children: ReactNode }) {
  return <main className={`mx-auto w-full px-4 pt-6 pb-20 sm:px-6 ${widths[width]}`}>{children}</main>
}

interface HeaderProps {
  title: ReactNode
  /** What kind of thing this is, in small type above the title. */
  kicker?: ReactNode
  /** One or two lines beneath it. */
  lead?: ReactNode
  /** The steps that start from here. */
  actions?: ReactNode
}

export function PageHeader({ title, kicker, lead, actions }: HeaderProps) {
  return (
    <header className="mb-8 flex flex-wrap items-end justify-between gap-x-8 gap-y-4 border-b border-line pb-6">
      <div className="min-w-0">
        {kicker && <p className="text-small font-semibold text-quiet">{kicker}</p>}
        <h1 className="text-title font-bold text-balance [overflow-wrap:anywhere]">{title}</h1>
        {lead && <div className="mt-2 max-w-prose text-reading text-quiet">{lead}</div>}
      </div>
      {actions && <div className="flex flex-wrap items-start gap-3">{actions}</div>}
    </header>
  )
}

export interface Crumb { readonly href: string; readonly label: string }

/** Where the page stands, from the outermost in; the page itself is its h1. */
export function Crumbs({ trail }: { trail: readonly Crumb[] }) {
  return (
    <nav aria-label="Where you are" className="mb-4">
      <ol className="flex flex-wrap gap-x-2 text-small">
        {trail.map((crumb) => (
          <li key={crumb.href} className="flex items-center gap-2 after:text-quiet after:content-['›'] last:after:content-none">
            <Link href={crumb.href} className="inline-block py-1">{crumb.label}</Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** A part of a page under its own heading. */
export function Section({ title, id, actions, children }: { title: string; id?: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <section id={id} className="mt-10 first:mt-0 [header+&]:mt-0">
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <h2 className="text-heading font-bold">{title}</h2>
        {actions}
      </div>
      {children}
    </section>
  )
}
