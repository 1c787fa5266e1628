import { Node } from '@tiptap/pm/model'
import { EditorState, Selection } from '@tiptap/pm/state'
import { expect, test } from 'vitest'
import { schema } from '@/lib/document/schema'
import { toEnd, toStart } from './ends'

const p = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] })
const doc = Node.fromJSON(schema, { type: 'doc', content: [p('First.'), {
  type: 'requirement', attrs: { id: 'r' },
  content: [{ type: 'requirementStatement', content: [p('It MUST work.')] }, { type: 'requirementTest', content: [p('Try it.')] }],
}] })

function wordsBefore(command: ReturnType<typeof toEnd>): string {
  let state = EditorState.create({ schema, doc, selection: Selection.atStart(doc) })
  command(state, (tr) => { state = state.apply(tr) })
  return state.selection.$from.parent.textContent.slice(0, state.selection.$from.parentOffset)
}

test('the end of the text is the end of what is shown of it', () => {
  expect(wordsBefore(toEnd(() => false))).toBe('It MUST work.')
  expect(wordsBefore(toEnd(() => true))).toBe('Try it.')
  expect(wordsBefore(toStart)).toBe('')
})
