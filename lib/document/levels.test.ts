import { expect, test } from 'vitest'
import { levelFromCell, levelFromWords } from './levels'

test.each([
  ['The form MUST meet WCAG 2.2 level AA.', 'MUST'],
  ['The council MUST NOT ask for paper proof.', 'MUST NOT'],
  ['It MUST\u00a0NOT be asked twice.', 'MUST NOT'],
  ['It MUST not be asked twice.', 'MUST NOT'],
  ['It MUST not only work but also be seen to.', 'MUST'],
  ['The service SHALL answer.', 'MUST'],
  ['It SHALL NOT answer.', 'MUST NOT'],
  ['A plan is REQUIRED.', 'MUST'],
  ['A plan is RECOMMENDED.', 'SHOULD'],
  ['A plan is NOT RECOMMENDED.', 'SHOULD NOT'],
  ['A plan is NOT REQUIRED.', 'MAY'],
  ['It SHOULD NOT wait.', 'SHOULD NOT'],
  ['A cover is OPTIONAL.', 'MAY'],
  ['The form MAY let a person save.', 'MAY'],
  ['It MAY NOT be cached.', 'not specified'],
  ['Dated 3 MAY 2026.', 'not specified'],
  ['You must show it, and it shall be shown, and it may help.', 'not specified'],
  ['Must it?', 'not specified'],
  ['The MUSTARD and the DISMAY.', 'not specified'],
  ['The MUST_HAVE list', 'not specified'],
  ['', 'not specified'],
  ['Letters MUST be in Welsh and MUST NOT be less complete.', 'MUST'],
])('DO-10 the level of "%s" is %s: capitals only, and the first counts', (text, level) => {
  expect(levelFromWords(text)).toBe(level)
})

test.each([
  ['Must', 'MUST'], [' must not ', 'MUST NOT'], ['Required', 'MUST'], ['(OPTIONAL)', 'MAY'], ['', 'not specified'], ['—', 'not specified'],
  ['1', null], ['High', null], ['Level', null],
])('DO-11 a cell of a level column "%s" holds %s', (text, level) => {
  expect(levelFromCell(text)).toBe(level)
})
