import type { RoundKind } from '@/lib/signoff/round'
import { Tag, type TagLook } from '../ui/tag'

const looks: Record<RoundKind, [TagLook, string]> = {
  open: ['waits', 'Open'], withdrawn: ['plain', 'Withdrawn'], adjourned: ['refusal', 'Adjourned'], 'not quorate': ['refusal', 'Not quorate'], 'not carried': ['refusal', 'Not carried'],
  carried: ['done', 'Carried'], certified: ['done', 'Certified'], published: ['done', 'Published'],
}

export function RoundState({ kind }: { kind: RoundKind }) {
  const [look, words] = looks[kind]
  return <Tag kind={look}>{words}</Tag>
}
