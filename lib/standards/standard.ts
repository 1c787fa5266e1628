/** What refs begin with: two to eight capitals and digits, a capital first (`FSM` in FSM-09). */
export const isRefPrefix = (text: string): boolean => /^[A-Z][A-Z0-9]{1,7}$/.test(text)

export const longestTitle = 200

/** One line, with single spaces. */
export const tidyTitle = (title: string): string => title.replace(/\s+/g, ' ').trim()
