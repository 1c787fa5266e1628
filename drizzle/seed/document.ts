import type { DocumentJson } from '@/lib/document/types'
import { newBlockId } from '@/lib/kernel/ids'
import { type StoryRequirement, storyRequirements } from './requirements'

type Node = DocumentJson['content'][number]

const text = (words: string) => [{ type: 'text', text: words }]
const paragraph = (words: string): Node => ({ type: 'paragraph', attrs: { id: newBlockId() }, content: text(words) })
const heading = (level: number, words: string): Node => ({ type: 'heading', attrs: { id: newBlockId(), level }, content: text(words) })
const note = (words: string): Node => ({ type: 'note', attrs: { id: newBlockId() }, content: [paragraph(words)] })

const term = (name: string, definition: string): Node => ({
  type: 'term', attrs: { id: newBlockId() },
  content: [{ type: 'termName', content: text(name) }, { type: 'termDefinition', content: [paragraph(definition)] }],
})

const requirement = (item: StoryRequirement): Node => ({
  type: 'requirement',
  attrs: { id: newBlockId(), ref: null, level: item.level, metBy: item.metBy, appliesTo: item.appliesTo },
  content: [
    { type: 'requirementStatement', content: [paragraph(item.statement)] },
    { type: 'requirementTest', content: [paragraph(item.test)] },
  ],
})

const foreword: Node[] = [
  heading(1, 'Scope'),
  paragraph('This standard is about applying for free school meals with a council in England or Wales, from finding the form to the ' +
    'school being told. It says what the council’s teams and the suppliers of its software each have to meet.'),
  paragraph('It does not say who is eligible: the law does. It does not cover meals themselves, or how schools take payment.'),
]

const annex: Node[] = [
  heading(1, 'Annex A: measures'),
  term('Digital take-up', 'Applications completed on line, divided by all applications completed. An application that staff fill in for someone does not count as on line.'),
  term('Completion rate', 'Applications completed, divided by applications started. Being told “you are not eligible” is a completed application.'),
  term('Cost per transaction', 'The total cost of the service over the last 12 months, divided by applications completed in them.'),
  term('User satisfaction', 'The share of people asked at the end who were satisfied or very satisfied.'),
]

const earningsNote = 'Note 1: someone on Universal Credit is eligible when their household earns no more than £7,400 a year after tax, not counting benefits.'

function body(): { item: StoryRequirement; node: Node }[] {
  return storyRequirements.map((item) => ({ item, node: requirement(item) }))
}

/** The ids of blocks stay the same across the three documents, as they would had people typed them one after another. */
export function storyDrafts() {
  const parts = body()
  const headings = new Map(parts.map(({ item }) => [item.section, heading(1, item.section)]))
  const warning = note(earningsNote)
  const upTo = (minor: number): DocumentJson => {
    const content: Node[] = [...foreword]
    let section = ''
    for (const { item, node } of parts.filter((part) => part.item.since <= minor)) {
      if (item.section !== section) content.push(headings.get((section = item.section))!)
      content.push(node)
      if (item.number === 5) content.push(warning)
    }
    return { type: 'doc', content: [...content, ...annex] }
  }
  const numbers = parts.map(({ item, node }) => ({ blockId: node.attrs!.id as string, number: item.number, since: item.since }))
  return { drafts: [upTo(1), upTo(2), upTo(3)] as const, numbers }
}
