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

const shown = (current: boolean) =>
  `inline-block border-b-2 py-2 no-underline ${current ? 'border-action font-semibold text-ink' : 'border-transparent text-quiet hover:border-edge hover:text-ink'}`

/** The parts of one standard. Where there is no room for all in a row: the one that is open, and the others behind "More". */
export function StandardTabs({ slug, title }: { slug: string; title: string }) {
  const base = `/workspace/standards/${slug}`
  const now = usePathname().slice(base.length)
  const open = tabs.find(({ path, ...tab }) => (path === '' ? now === '' : now.startsWith(path) || ('also' in tab && now.startsWith(tab.also))))
  const link = (tab: (typeof tabs)[number]) =>
    <Link href={base + tab.path} aria-current={tab === open ? 'page' : undefined} className={shown(tab === open)}>{tab.name}</Link>
  const list = (some: readonly (typeof tabs)[number][], look: string) => <ul className={look}>{some.map((tab) => <li key={tab.name}>{link(tab)}</li>)}</ul>
  const first = open ?? tabs[0]
  const aside = now === '/catch-up'
  return (
    <nav aria-label={title} className="relative flex items-start gap-x-6 border-b border-line px-4 sm:px-6 print:hidden">
      {list(tabs, 'hidden flex-wrap gap-x-6 lg:flex')}
      <div className="flex gap-x-6 lg:hidden">
        {link(first)}
        <details key={now} onKeyDown={({ key, currentTarget }) => { if (key === 'Escape') { currentTarget.open = false; currentTarget.querySelector('summary')?.focus() } }}>
          <summary className="cursor-pointer py-2 text-quiet">More</summary>
          {list(tabs.filter((tab) => tab !== first), 'absolute inset-x-0 top-full z-30 grid grid-cols-2 gap-x-6 border-y border-line bg-float px-4 py-2 sm:px-6')}
        </details>
      </div>
      <Link href={`${base}/catch-up`} aria-current={aside ? 'page' : undefined} className={`${shown(aside)} ml-auto shrink-0`}>Catch me up</Link>
    </nav>
  )
}
