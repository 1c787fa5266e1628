'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'

const tabs = [
  { name: 'Draft', path: '' },
  { name: 'Suggestions', path: '/proposals' },
  { name: 'Changes', path: '/changes' },
  { name: 'Versions', path: '/versions', also: '/compare' },
  { name: 'Consultation', path: '/consultation' },
  { name: 'Objections', path: '/objections' },
  { name: 'Dispositions', path: '/dispositions' },
  { name: 'Sign-off', path: '/sign-off', also: '/publish' },
  { name: 'Maintenance', path: '/maintenance', also: '/backlog' },
  { name: 'Import', path: '/import' },
] as const

/** The parts of one standard. */
export function StandardTabs({ slug, title }: { slug: string; title: string }) {
  const base = `/workspace/standards/${slug}`
  const now = usePathname().slice(base.length)
  const stands = (path: string, also?: string) => (path === '' ? now === '' : now.startsWith(path) || (also !== undefined && now.startsWith(also)))
  return (
    <nav aria-label={title} className="border-b border-line px-4 sm:px-6 print:hidden">
      <ul className="flex flex-wrap gap-x-6">
        {tabs.map((tab) => {
          const current = stands(tab.path, 'also' in tab ? tab.also : undefined)
          return (
            <li key={tab.name}>
              <Link href={base + tab.path} aria-current={current ? 'page' : undefined}
                className={`inline-block border-b-2 py-2 no-underline ${current ? 'border-action font-semibold text-ink' : 'border-transparent text-quiet hover:border-edge hover:text-ink'}`}>
                {tab.name}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
