import { type RequirementState, stateInWords } from '@/lib/adoption/assessment'
import type { Level } from '@/lib/document/levels'
import { Tag, type TagLook } from '../ui/tag'

const looks: Record<RequirementState, TagLook> = {
  met: 'done', 'partly met': 'waits', 'not met': 'refusal', 'evidence out of date': 'waits', exempt: 'waits', 'not applicable': 'plain', 'not assessed': 'plain',
}

export function StateTag({ state, level }: { state: RequirementState; level: Level }) {
  const words = stateInWords(state, level)
  return <Tag kind={words === 'not taken up' ? 'plain' : looks[state]}>{`${words[0]!.toUpperCase()}${words.slice(1)}`}</Tag>
}
