import { closeCodes, type CloseReason } from '@/lib/drafts/close-codes'
import type { RefusalCode } from '@/lib/kernel/refusal'

/** Without this header the server takes a request for another site's. */
const headers = { 'X-Accord-Draft': '1' }

/** What a refusal of the server's means for the line; what else a network answers means no more than that the line is cut. */
const meaning: Partial<Record<RefusalCode, CloseReason>> = {
  'sign-in-needed': 'signed out', 'wrong-origin': 'not allowed', 'not-found': 'no such draft', 'too-large': 'too large', 'too-fast': 'too fast',
}

export const cut = 1006

export const asOurPage: RequestInit = { headers, cache: 'no-store', credentials: 'same-origin' }

export interface Answer { readonly ok: boolean; readonly status: number; readonly text: string }

/** One request and its whole answer within so many milliseconds; `stop` ends it at once. Rejects like fetch. */
export async function ask(url: string, init: RequestInit, within: number, stop: AbortSignal): Promise<Answer> {
  const control = new AbortController()
  const end = () => control.abort()
  stop.addEventListener('abort', end)
  const late = setTimeout(end, within)
  try {
    const answer = await fetch(url, { ...asOurPage, ...init, signal: control.signal })
    return { ok: answer.ok, status: answer.status, text: await answer.text() }
  } finally {
    clearTimeout(late)
    stop.removeEventListener('abort', end)
  }
}

/** The closing code that goes with an answer that is no success. */
export function codeOf(text: string): number {
  try {
    const { refusal } = JSON.parse(text) as { refusal: { code: RefusalCode } }
    const reason = meaning[refusal.code]
    return reason ? closeCodes[reason] : cut
  } catch {
    return cut
  }
}
