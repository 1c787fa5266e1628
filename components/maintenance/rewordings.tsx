import type { Rewording } from '@/lib/maintenance/words'

/** As it was published, and as it should read. Static: the public page draws it too. */
export function Rewordings({ changes }: { changes: readonly Rewording[] }) {
  if (changes.length === 0) return <p>No words change; the level, who meets it or whom it applies to would.</p>
  return (
    <dl className="max-w-[72ch] space-y-3">
      {changes.map(({ part, before, after }, index) => (
        <div key={index} className="space-y-1 [overflow-wrap:anywhere]">
          <dt className="text-small font-semibold text-quiet">{part ? `Published (${part})` : 'Published'}</dt>
          <dd className="border-l-4 border-refusal pl-3"><del className="no-underline">{before || 'Nothing'}</del></dd>
          <dt className="text-small font-semibold text-quiet">Should read</dt>
          <dd className="border-l-4 border-action pl-3"><ins className="no-underline">{after || 'Nothing'}</ins></dd>
        </div>
      ))}
    </dl>
  )
}
