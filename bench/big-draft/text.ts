import type { Block, DocumentJson } from '../../lib/document/types'
import type { Level } from '../../lib/document/levels'

/** Numbers that are the same every time (mulberry32), so that two runs measure the same draft. */
export function seeded(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const vocabulary = ('the service council form applicant decision evidence within working days shows keeps sends told reason person page answer '
  + 'before after every record checked without asking again whoever family school letter phone plain words error date name address of a in and to '
  + 'that for with is are by on as it their which must should may when where what supplier system change test result published').split(' ')

const alphabet = '23456789abcdefghijkmnpqrstuvwxyz'
const levels: readonly Level[] = ['MUST', 'SHOULD', 'MUST NOT', 'MAY', 'SHOULD NOT']

/** A text of so many requirements in sections of ten, each with a statement, a rationale and a test, `words` of them in all. */
export function bigText(requirements: number, words: number, random = seeded(7)): DocumentJson {
  const each = Math.round(words / requirements)
  const id = () => Array.from({ length: 12 }, () => alphabet[random(32)]).join('')
  const paragraph = (length: number): Block => ({ type: 'paragraph', attrs: { id: id() }, content: [{ type: 'text', text: `${sentence(random, length)}.` }] })
  const part = (type: string, length: number): Block => ({ type, content: [paragraph(length)] })
  const requirement = (): Block => ({
    type: 'requirement', attrs: { id: id(), ref: null, level: levels[random(levels.length)]!, metBy: 'supplier', appliesTo: '' },
    content: [
      part('requirementStatement', Math.round(each * 0.4)), part('requirementRationale', Math.round(each * 0.3)), part('requirementTest', Math.round(each * 0.3)),
    ],
  })
  const content = Array.from({ length: requirements }, (_, number) => (number % 10 === 0
    ? [{ type: 'heading', attrs: { id: id(), level: number % 50 === 0 ? 1 : 2 }, content: [{ type: 'text', text: sentence(random, 4) }] }, requirement()]
    : [requirement()]))
  return { type: 'doc', content: content.flat() as Block[] }
}

/** So many words, the first with a capital. */
export function sentence(random: (below: number) => number, words: number): string {
  const said = Array.from({ length: words }, () => vocabulary[random(vocabulary.length)]!).join(' ')
  return said.charAt(0).toUpperCase() + said.slice(1)
}

export const wordsIn = (text: string): number => text.split(/\s+/).filter(Boolean).length
