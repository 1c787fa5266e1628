/** Somebody who can be mentioned. */
interface Named { readonly name: string; readonly organisation: string }

/** What stands behind the @: the name, with the organisation where two people of the group share it. */
export const handleOf = (person: Named, all: readonly Named[]): string =>
  all.filter((other) => same(other.name, person.name)).length > 1 ? `${person.name} (${person.organisation})` : person.name

const fold = (text: string) => text.normalize('NFC').toLocaleLowerCase('en-GB')
const same = (a: string, b: string) => fold(a) === fold(b)
const wordish = /[\p{L}\p{N}]/u

export interface MentionSpan { readonly from: number; readonly to: number; readonly handle: string }

/**
 * Where a plain body mentions one of the handles: `@` that begins a word, the handle, and no letter right behind it.
 * The longest handle wins, so that “@Ann Marie Jones” is never “@Ann”. Offsets count UTF-16 units of the body as it is.
 */
export function mentionSpans(body: string, handles: readonly string[]): MentionSpan[] {
  const longestFirst = [...handles].sort((a, b) => b.length - a.length)
  const spans: MentionSpan[] = []
  for (let at = body.indexOf('@'); at >= 0; at = body.indexOf('@', at + 1)) {
    if (at > 0 && wordish.test(body[at - 1]!)) continue
    const handle = longestFirst.find((one) => same(body.slice(at + 1, at + 1 + one.length), one) && !wordish.test(body.charAt(at + 1 + one.length)))
    if (handle) spans.push({ from: at, to: at + 1 + handle.length, handle })
  }
  return spans
}

/** The people whom a body mentions, each once. Found by the server in the text itself: a client cannot claim a mention. */
export function peopleIn<P extends Named>(body: string, people: readonly P[]): P[] {
  const byHandle = new Map(people.map((person) => [handleOf(person, people), person]))
  const found = mentionSpans(body, [...byHandle.keys()]).map((span) => byHandle.get(span.handle)!)
  return [...new Set(found)]
}
