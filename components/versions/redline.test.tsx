import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { NodeJson } from '@/lib/document/types'
import { compareVersions } from '@/lib/versions/compare'
import { redline } from '@/lib/versions/redline'
import { ChangeList } from './change-list'
import { shownIn, type View, viewOf } from './classes-in-words'
import { Redline } from './redline'

const paragraph = (id: string, text: string): NodeJson => ({ type: 'paragraph', attrs: { id }, content: [{ type: 'text', text }] })
const heading = (id: string, text: string): NodeJson => ({ type: 'heading', attrs: { id, level: 1 }, content: [{ type: 'text', text }] })
const requirement = (name: string, ref: string, level: string, statement: string, metBy = 'supplier'): NodeJson => ({
  type: 'requirement', attrs: { id: name.repeat(12), ref, level, metBy, appliesTo: '' },
  content: [{ type: 'requirementStatement', content: [paragraph(`2${name.repeat(11)}`, statement)] }],
})

const before = [heading('hhhhhhhhhhhh', 'Speed'), paragraph('pppppppppppp', 'The same.'), requirement('a', 'FSM-01', 'MUST', 'It MUST be quick.'),
  requirement('b', 'FSM-02', 'MUST', 'It MUST be safe.'), requirement('c', 'FSM-03', 'MAY', 'It MAY be green.')]
const after = [heading('hhhhhhhhhhhh', 'Speed'), paragraph('pppppppppppp', 'The same.'), requirement('a', 'FSM-01', 'SHOULD', 'It SHOULD be quick.', 'council digital'),
  requirement('b', 'FSM-02', 'MUST', 'It MUST be safe.'), requirement('d', 'FSM-04', 'MUST', 'It MUST be kind.')]

const draw = (changesOnly: boolean) => renderToStaticMarkup(<Redline nodes={redline(before, after)} changesOnly={changesOnly} />)

test('a changed word is struck and written anew in its sentence; level and met-by show what they were', () => {
  const html = draw(false)
  expect(html).toMatch(/It <del[^>]*>MUST<\/del><ins[^>]*>SHOULD<\/ins> be quick\./)
  expect(html).toMatch(/<del[^>]*>MUST<\/del><\/span><span[^>]*>SHOULD<\/span>/)
  expect(html).toMatch(/Met by: <del[^>]*>Supplier<\/del> <ins[^>]*>Council digital<\/ins>/)
})

test('what was added or removed whole can still be linked to by its ref', () => {
  expect(draw(false)).toMatch(/<del[^>]*><article id="FSM-03"/)
  expect(draw(false)).toMatch(/<ins[^>]*><article id="FSM-04"/)
})

test('changes only: what is the same is left out and counted, and the heading above a change stays', () => {
  const html = draw(true)
  expect(html).toContain('Speed')
  expect(html).toContain('1 block the same in both')
  expect(html).not.toMatch(/The same\.|be safe/)
})

test('two equal texts say so', () => {
  expect(renderToStaticMarkup(<Redline nodes={redline(before, before)} changesOnly />)).toContain('The two texts say the same.')
})

test('the list gives each change its sentence and leads to its redline', () => {
  const html = renderToStaticMarkup(<ChangeList comparison={compareVersions({ title: 'T', content: before }, { title: 'T', content: after })} />)
  expect(html).toMatch(/<a href="#FSM-01"[^>]*>FSM-01 weakened, MUST to SHOULD/)
  expect(html).toMatch(/<a href="#FSM-03"[^>]*>FSM-03 removed/)
  expect(html).toContain('3 of 4 requirements changed: 1 added, 1 removed, 1 weakened, 1 met-by changed.')
  expect(html).not.toContain('FSM-02')
})

test('a comparison is looked at for its duties, for its words, or whole', () => {
  const reworded = [...before.slice(0, 3), requirement('b', 'FSM-02', 'MUST', 'It MUST be sound.'), before[4]!]
  const comparison = compareVersions({ title: 'T', content: before }, { title: 'T', content: [...reworded, requirement('d', 'FSM-04', 'MUST', 'It MUST be kind.')] })
  const refs = (view: View) => shownIn(view, comparison).map((change) => change.ref)
  expect([refs('duties'), refs('words'), refs('everything')]).toEqual([['FSM-04'], ['FSM-02'], ['FSM-02', 'FSM-04']])
  expect(viewOf('nonsense')).toBe('everything')
})
