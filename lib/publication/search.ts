/** Text in pieces, with those that were searched for marked. Never HTML: whoever shows it makes the marks. */
export type Highlighted = readonly { readonly text: string; readonly found: boolean }[]

// Private-use characters cannot be mistaken for words of the text or for markup.
export const openMark = '\uE000'
export const closeMark = '\uE001'

export function highlightsOf(marked: string): Highlighted {
  return marked.split(new RegExp(`(${openMark}[^${closeMark}]*${closeMark})`))
    .filter((piece) => piece !== '')
    .map((piece) => piece.startsWith(openMark)
      ? { text: piece.slice(1, -1), found: true }
      : { text: piece.replaceAll(openMark, '').replaceAll(closeMark, ''), found: false })
}

const longest = 300
const lead = 80

/** The part of a text around the first word found: from its beginning where that is near, cut at words, with dots where something is left out. */
export function snippetOf(pieces: Highlighted): Highlighted {
  const at = pieces.slice(0, Math.max(0, pieces.findIndex((piece) => piece.found))).reduce((sum, { text }) => sum + text.length, 0)
  const whole = pieces.map(({ text }) => text).join('')
  const from = at < longest - lead ? 0 : whole.indexOf(' ', at - lead) + 1
  const space = whole.lastIndexOf(' ', from + longest)
  const to = whole.length - from <= longest ? whole.length : space > at ? space : from + longest
  return [...dots(from > 0, '… '), ...cut(pieces, from, to), ...dots(to < whole.length, ' …')]
}

const dots = (there: boolean, text: string): Highlighted => (there ? [{ text, found: false }] : [])

function cut(pieces: Highlighted, from: number, to: number): Highlighted {
  let at = 0
  return pieces.flatMap(({ text, found }) => {
    const kept = text.slice(Math.max(0, from - at), Math.max(0, to - at))
    at += text.length
    return kept === '' ? [] : [{ text: kept, found }]
  })
}
