import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { draftRooms } from '@/lib/drafts/rooms'
import { refuse } from '@/lib/kernel/refusal'
import { refused } from '@/lib/kernel/result'
import { Front } from './front'
import type { ToFront } from './messages'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

function asking() {
  const said: ToFront[] = []
  const front = new Front((message) => said.push(message))
  front.provide()
  const answer = draftRooms().replaceContent('draft', 'person', { type: 'doc' }, 'end')
  return { front, said, answer }
}

test('SY-21 what the pages ask of a live draft is asked in front, and a refusal comes back as one', async () => {
  const { front, said, answer } = asking()
  expect(said).toEqual([{ kind: 'ask', id: 1, what: 'replaceContent', words: ['draft', 'person', { type: 'doc' }, 'end'] }])
  front.hear({ kind: 'answer', id: 2, value: 'somebody else’s' })
  front.hear({ kind: 'answer', id: 1, value: refused(refuse('editor-only')) })
  expect(await answer).toEqual(refused(refuse('editor-only')))
})

test('SY-21 a front that fails, or says nothing for a minute, is a refusal and not a wait for ever', async () => {
  const failing = asking()
  failing.front.hear({ kind: 'failed', id: 1 })
  expect(await failing.answer).toEqual(refused(refuse('unavailable')))
  const silent = asking()
  vi.advanceTimersByTime(60_000)
  expect(await silent.answer).toEqual(refused(refuse('unavailable')))
})
