import { expect, test } from 'vitest'
import { unwalked } from './unwalked'

test('only the property that is read before every drawing says that the text is none; the attribute stays', () => {
  const attributes = new Map([['contenteditable', 'true']])
  class Words { get contentEditable() { return attributes.get('contenteditable')! } }
  const [text, other] = [new Words(), new Words()]
  unwalked(text as unknown as HTMLElement)
  expect(text.contentEditable).toBe('inherit')
  expect(attributes.get('contenteditable')).toBe('true')
  expect(other.contentEditable).toBe('true')
})
