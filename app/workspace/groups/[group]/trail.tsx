import type { ToldEvent } from '@/lib/audit/queries'
import { momentInWords } from '@/lib/kernel/clock'

/** An audit trail as sentences, newest first. */
export function Trail({ events }: { events: readonly ToldEvent[] }) {
  if (events.length === 0) return <p className="text-quiet">Nothing yet.</p>
  const [newest, earlier] = [events.slice(0, shown), events.slice(shown)]
  return (
    <>
      <Events events={newest} />
      {earlier.length > 0 && (
        <details className="mt-3">
          <summary className="inline-block min-h-6 cursor-pointer py-1 text-action underline underline-offset-4">{earlier.length} earlier</summary>
          <div className="mt-3"><Events events={earlier} /></div>
        </details>
      )}
    </>
  )
}

const shown = 10

/** Events in a list, each with its moment. */
export function Events({ events }: { events: readonly ToldEvent[] }) {
  return (
    <ol className="border-t border-line">
      {events.map((event) => (
        <li key={event.id} className="border-b border-line py-2">
          <span className="font-semibold">{event.actorName}</span> {event.sentence}
          <time dateTime={event.at.toISOString()} className="block text-small text-quiet">{momentInWords(event.at)}</time>
        </li>
      ))}
    </ol>
  )
}
