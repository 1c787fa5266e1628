import { type ErratumState, erratumLabel } from '@/lib/maintenance/erratum'
import { Tag } from '../ui/tag'

export function ErratumTag({ erratum: { state, class: kind } }: { erratum: { readonly state: ErratumState; readonly class: number } }) {
  if (state.kind === 'published') return <Tag kind="done">{erratumLabel(state.number)} published</Tag>
  if (state.kind === 'waiting') return <Tag kind="waits">Waits for the advisor</Tag>
  return <Tag kind="refusal">{state.byName === null ? `Refused: class ${kind}` : 'Refused'}</Tag>
}
