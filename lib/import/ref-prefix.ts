const small = new Set(['a', 'an', 'and', 'for', 'in', 'of', 'on', 'or', 'the', 'to', 'with'])

/** What refs might begin with: the initials of a title's words up to a colon. `Free school meals: apply online` → `FSM`. */
export function proposedPrefix(title: string): string {
  const words = (title.split(/[:–—]/)[0] ?? '').normalize('NFKD').replace(/[^A-Za-z0-9\s]/g, ' ').split(/\s+/)
    .filter((word) => /^[A-Za-z]/.test(word) && !small.has(word.toLowerCase()))
  const initials = words.map((word) => word[0]!.toUpperCase()).join('').slice(0, 6)
  return initials.length >= 2 ? initials : (words[0] ?? 'Standard').slice(0, 3).toUpperCase().padEnd(2, 'X')
}

/** The number that a ref of the file holds, where it is already one of these: `FSM-09` with `FSM` is 9. */
export function numberIn(ref: string, prefix: string): number | null {
  const found = /^([A-Z][A-Z0-9]*)-0*([1-9]\d{0,3})$/.exec(ref)
  return found && found[1] === prefix ? Number(found[2]) : null
}
