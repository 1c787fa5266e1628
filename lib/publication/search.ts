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
