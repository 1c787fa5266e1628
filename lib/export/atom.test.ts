import { Parser } from 'htmlparser2'
import { expect, test } from 'vitest'
import { atomFeed, type FeedEntry } from './atom'

const entry = (over: Partial<FeedEntry> = {}): FeedEntry => ({
  id: '6f1c9b1e-0000-4000-8000-000000000001', title: 'Free school meals v1.0', link: 'https://accord.example/standards/fsm/v1.0', author: 'Free school meals group',
  published: new Date('2027-01-11T10:00:00Z'), updated: new Date('2027-01-11T10:00:00Z'), summary: '24 requirements', ...over,
})
const feed = (...entries: FeedEntry[]) => atomFeed({ self: 'https://accord.example/standards.atom', page: 'https://accord.example/standards', title: 'Publications', entries })

/** The elements in order, and their text, as an XML reader sees them; throws where tags do not match. */
function read(xml: string) {
  const [open, seen]: [string[], [string, string][]] = [[], []]
  const parser = new Parser({
    onopentagname: (name) => { open.push(name); seen.push([open.join('/'), '']) },
    ontext: (text) => { if (seen.length) seen.at(-1)![1] += text },
    onclosetag: (name) => expect(open.pop()).toBe(name),
  }, { xmlMode: true })
  parser.end(xml)
  expect(open).toEqual([])
  return seen.map(([path, text]) => [path, text.trim()])
}

test('EX-3 a feed has what RFC 4287 asks for, newest first, and is as new as its newest entry', () => {
  const xml = feed(entry(), entry({ id: '6f1c9b1e-0000-4000-8000-000000000002', title: 'v1.1', updated: new Date('2027-09-01T09:00:00Z') }))
  const elements = read(xml)
  for (const needed of ['feed/id', 'feed/title', 'feed/updated', 'feed/entry/id', 'feed/entry/title', 'feed/entry/updated', 'feed/entry/author/name']) {
    expect(elements.map(([path]) => path)).toContain(needed)
  }
  expect(elements.find(([path]) => path === 'feed/updated')![1]).toBe('2027-09-01T09:00:00.000Z')
  expect(elements.filter(([path]) => path === 'feed/entry/title').map(([, title]) => title)).toEqual(['v1.1', 'Free school meals v1.0'])
})

test('EX-3 an empty feed is still a feed', () => {
  expect(read(feed()).map(([path]) => path)).toEqual(['feed', 'feed/id', 'feed/title', 'feed/link', 'feed/link', 'feed/updated'])
})

test('EX-4 words of a standard stay words in the feed', () => {
  const xml = feed(entry({ title: '</title><script>&"', summary: 'bell\u0007 half\ud800 zero\u0000' }))
  expect(xml).not.toContain('<script>')
  expect(read(xml).find(([path]) => path === 'feed/entry/title')![1]).toBe('</title><script>&"')
  expect(read(xml).find(([path]) => path === 'feed/entry/summary')![1]).toBe('bell half zero')
})
