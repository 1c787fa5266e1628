import type { ToldEvent } from '@/lib/audit/queries'
import { momentInWords } from '@/lib/kernel/clock'

/** An audit trail as sentences, newest first. */
export function Trail({ events }: { events: readonly ToldEvent[] }) {
  if (events.length === 0) return <p className="text-quiet">Nothing yet.</p>
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
