import Link from 'next/link'
import { type View, views, viewInWords } from './classes-in-words'

/** Plain links: a comparison filtered for duties has an address of its own. */
export function ViewLinks({ base, now }: { base: string; now: View }) {
  return (
    <nav aria-label="Show">
      <ul className="flex flex-wrap gap-x-6">
        {views.map((view) => (
          <li key={view}>
            <Link href={view === 'everything' ? base : `${base}?show=${view}`} aria-current={view === now ? 'page' : undefined}
              className={`inline-block border-b-2 py-1 no-underline ${view === now ? 'border-action font-semibold text-ink' : 'border-transparent text-action hover:border-edge'}`}>
              {viewInWords[view]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
