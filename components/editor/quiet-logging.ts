/** Stands for lib0/logging in the browser (next.config.ts): the names that Yjs uses, without what they weigh. */
export const BOLD = ''
export const UNBOLD = ''
export const RED = ''
export const ORANGE = ''

export const print = (...words: unknown[]): void => console.info(...words)
export const warn = (...words: unknown[]): void => console.warn(...words)
