import type { DocumentJson } from '@/lib/document/types'
import { newBlockId } from '@/lib/kernel/ids'
import { type StoryRequirement, storyRequirements } from './requirements'

type Node = DocumentJson['content'][number]
type Wanted = Pick<StoryRequirement, 'level' | 'metBy' | 'appliesTo' | 'statement' | 'test'>

/** Ids by count instead of chance: a fill that was cut short finds its blocks again. */
export function blocks() {
  let made = 0
  const id = () => {
    made += 1
    return newBlockId((length) => Uint8Array.from({ length }, (_, at) => (made * 7919 >> (at * 2)) + at * 11))
  }
  const text = (words: string) => [{ type: 'text', text: words }]
  const paragraph = (words: string): Node => ({ type: 'paragraph', attrs: { id: id() }, content: text(words) })
  const heading = (words: string): Node => ({ type: 'heading', attrs: { id: id(), level: 1 }, content: text(words) })
  const note = (words: string): Node => ({ type: 'note', attrs: { id: id() }, content: [paragraph(words)] })
  const term = (name: string, definition: string): Node => ({
    type: 'term', attrs: { id: id() },
    content: [{ type: 'termName', content: text(name) }, { type: 'termDefinition', content: [paragraph(definition)] }],
  })
  const requirement = (item: Wanted): Node => ({
    type: 'requirement',
    attrs: { id: id(), ref: null, level: item.level, metBy: item.metBy, appliesTo: item.appliesTo },
    content: [
      { type: 'requirementStatement', content: [paragraph(item.statement)] },
      { type: 'requirementTest', content: [paragraph(item.test)] },
    ],
  })
  return { paragraph, heading, note, term, requirement }
}

type Blocks = ReturnType<typeof blocks>

const foreword = ({ heading, paragraph }: Blocks): Node[] => [
  heading('Scope'),
  paragraph('This standard is about applying for free school meals with a council in England or Wales, from finding the form to the ' +
    'school being told. It says what the council’s teams and the suppliers of its software each have to meet.'),
  paragraph('It does not say who is eligible: the law does. It does not cover meals themselves, or how schools take payment.'),
]

const annex = ({ heading, term }: Blocks): Node[] => [
  heading('Annex A: measures'),
  term('Digital take-up', 'Applications completed on line, divided by all applications completed. ' +
    'An application that staff fill in for someone does not count as on line.'),
  term('Completion rate', 'Applications completed, divided by applications started. ' +
    'Being told “you are not eligible” is a completed application.'),
  term('Cost per transaction', 'The total cost of the service over the last 12 months, divided by applications completed in them.'),
  term('User satisfaction', 'The share of people asked at the end who were satisfied or very satisfied.'),
]

const earningsNote = 'Note 1: someone on Universal Credit is eligible when their household earns no more than £7,400 a year after tax, ' +
  'not counting benefits.'

/** The text at v0.1, v0.2 and v0.3, with the same ids throughout, as if people had typed one after another; and the refs' numbers. */
export function storyDrafts() {
  const make = blocks()
  const [first, last] = [foreword(make), annex(make)]
  const parts = storyRequirements.map((item) => ({ item, node: make.requirement(item) }))
  const headings = new Map(parts.map(({ item }) => [item.section, make.heading(item.section)]))
  const warning = make.note(earningsNote)
  const upTo = (minor: number): DocumentJson => {
    const content: Node[] = [...first]
    let section = ''
    for (const { item, node } of parts.filter((part) => part.item.since <= minor)) {
      if (item.section !== section) content.push(headings.get((section = item.section))!)
      content.push(node)
      if (item.number === 5) content.push(warning)
    }
    return { type: 'doc', content: [...content, ...last] }
  }
  const numbers = parts.map(({ item, node }) => ({ blockId: String(node.attrs!.id), number: item.number, since: item.since }))
  return { drafts: [upTo(1), upTo(2), upTo(3)] as const, numbers }
}
