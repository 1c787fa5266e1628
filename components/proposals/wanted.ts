import type { Source } from '@/lib/proposals/proposal'

/** A suggestion that somebody begins: about which block, and what it answers. */
export interface Wanted { readonly blockId: string; readonly answers: Source | null }

/** Told on the text's element when somebody wants to suggest about a block; `detail` is a Wanted. */
export const suggestEvent = 'accord:suggest'
