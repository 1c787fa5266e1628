interface Named { readonly name: string; readonly organisation: string }

/** The words behind the @ that the caret stands after, and where that @ is; null when it stands after none. */
export function termBefore(text: string, caret: number): { at: number; words: string } | null {
  const found = /(?:^|[^\p{L}\p{N}])@([\p{L}\p{M}\p{N}.'’ -]{0,40})$/u.exec(text.slice(0, caret))
  return found ? { at: caret - found[1]!.length - 1, words: found[1]! } : null
}

const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** Who could be meant: people whose name, or one of its words, or whose organisation begins so; accents and capitals do not count. At most six: the list does not scroll. */
export function matching<P extends Named>(people: readonly P[], words: string): P[] {
  const wanted = plain(words)
  if (wanted.startsWith(' ')) return []
  const fits = (text: string) => plain(text).split(/[\s-]+/).some((_, index, all) => all.slice(index).join(' ').startsWith(wanted))
  return [...people.filter((one) => fits(one.name)), ...people.filter((one) => !fits(one.name) && wanted.length > 1 && fits(one.organisation))].slice(0, 6)
}
