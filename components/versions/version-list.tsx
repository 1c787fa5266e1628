import Link from 'next/link'
import { dateInWords, timeInWords } from '@/lib/kernel/clock'
import { Tag } from '../ui/tag'

interface Version {
  readonly id: string
  readonly label: string
  readonly note: string
  readonly taggedByName: string
  readonly taggedAt: Date
  readonly requirements: number
  readonly discarded: { readonly reason: string; readonly at: Date; readonly byName: string } | null
}

/** Newest first; each with what it can be compared with: the one before it that was not discarded. */
export function VersionList({ slug, versions }: { slug: string; versions: readonly Version[] }) {
  const base = `/workspace/standards/${slug}`
  return (
    <ol className="border-t border-line">
      {versions.map((version, index) => {
        const before = versions.slice(index + 1).find((one) => !one.discarded)
        return (
          <li key={version.id} className="gap-x-8 border-b border-line py-4 sm:flex">
            <p className="w-24 shrink-0 text-heading font-bold tabular-nums">
              <Link href={`${base}/versions/${version.label}`} aria-label={`Read ${version.label}`}>{version.label}</Link>
            </p>
            <div className="min-w-0 flex-1">
              <p className="max-w-prose [overflow-wrap:anywhere]">{version.note}</p>
              <p className="mt-1 text-small text-quiet">
                {version.requirements} {version.requirements === 1 ? 'requirement' : 'requirements'}, tagged by {version.taggedByName} on {dateInWords(version.taggedAt)}, {timeInWords(version.taggedAt)}
              </p>
              {version.discarded && <p className="mt-2 max-w-prose"><Tag kind="refusal">Discarded</Tag> {version.discarded.reason} <span className="text-small text-quiet">({version.discarded.byName})</span></p>}
            </div>
            {before && <p className="mt-2 sm:mt-0"><Link href={`${base}/compare/${before.label}...${version.label}`} className="inline-block min-h-6">Compare with {before.label}</Link></p>}
          </li>
        )
      })}
    </ol>
  )
}
