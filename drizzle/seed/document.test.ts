import { expect, test } from 'vitest'
import { checkDocument } from '@/lib/document/check'
import { requirementsOf } from '@/lib/document/requirements'
import { storyDrafts } from './document'

test('the demo text holds 19, 21 and 23 requirements, with the levels of v0.3, and the same ids on every run', () => {
  const { drafts } = storyDrafts()
  const views = drafts.map((draft) => requirementsOf(draft))
  expect(views.map((list) => list.length)).toEqual([19, 21, 23])
  const count = (level: string) => views[2]!.filter((view) => view.level === level).length
  expect([count('MUST'), count('MUST NOT'), count('SHOULD'), count('MAY')]).toEqual([16, 1, 5, 1])
  const ids = views[2]!.map((view) => view.id)
  expect(new Set(ids).size).toBe(23)
  expect(requirementsOf(storyDrafts().drafts[2]).map((view) => view.id)).toEqual(ids)
  expect(drafts.map((draft) => checkDocument(draft).ok)).toEqual([true, true, true])
})
