import { type ErratumState, erratumLabel } from '@/lib/maintenance/erratum'
import { Tag } from '../ui/tag'

/** `classed`: the class is told beside it already. */
export function ErratumTag({ erratum: { state, class: kind }, classed = false }: { erratum: { readonly state: ErratumState; readonly class: number }; classed?: boolean }) {
  if (state.kind === 'published') return <Tag kind="done">{erratumLabel(state.number)} published</Tag>
  if (state.kind === 'waiting') return <Tag kind="waits">Waits for the advisor</Tag>
  return <Tag kind="refusal">{state.byName === null && !classed ? `Refused: class ${kind}` : 'Refused'}</Tag>
}
