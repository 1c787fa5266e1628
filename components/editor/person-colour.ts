/** Twelve tones that white words stand on at 7:1; in editor.css as `.tone-0` … `.tone-11`. */
export const tones = 12

/** The same person has the same tone on every page: it follows from their name, never from what their page sends. */
export function toneOf(name: string): number {
  let hash = 0
  for (const character of name) hash = (hash * 31 + character.codePointAt(0)!) >>> 0
  return hash % tones
}
