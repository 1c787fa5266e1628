import type { Adoption } from '@/lib/adoption/adoption'
import { Tag } from '../ui/tag'

/** What has come since a version was adopted. */
export function AdoptionTags({ adoption, errata }: { adoption: Pick<Adoption, 'version' | 'movedTo'>; errata: number }) {
  const { version, movedTo } = adoption
  return (
    <span className="flex flex-wrap gap-2">
      {movedTo ? <Tag>Moved to {movedTo.label}</Tag> : version.kind === 'withdrawn' ? <Tag kind="refusal">Withdrawn</Tag>
        : version.kind === 'superseded' ? <Tag kind="waits">{version.by} is published</Tag> : <Tag kind="done">In force</Tag>}
      {errata > 0 && <Tag>{errata === 1 ? '1 erratum' : `${errata} errata`}</Tag>}
    </span>
  )
}
