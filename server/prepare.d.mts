export const root: string
export type Part = 'site' | 'pages' | 'server'
/** What a fresh clone needs before Accord can run. Ends the process, having said why, when a step fails. */
export function prepare(parts: readonly Part[]): Promise<void>
export function ensureInstalled(): Promise<void>
