import { createHmac, timingSafeEqual } from 'node:crypto'
import { isUuid } from '../kernel/ids'
import type { Urgency } from './kinds'

export interface Stop { readonly personId: string; readonly what: Urgency }

const words: Readonly<Record<string, Urgency>> = { 'needs-me': 'needs me', 'rest': 'rest' }

const tokenOf = (secret: string, { personId, what }: Stop): string => createHmac('sha256', secret).update(`unsubscribe ${what} ${personId}`).digest('base64url')

/** The address that ends one kind of letter for one person, for whoever holds the letter: it works without signing in, and only for this. */
export function stopAddress({ publicUrl, secret }: { publicUrl: string; secret: string }, stop: Stop): string {
  return `${publicUrl}/unsubscribe?${new URLSearchParams({ from: stop.what === 'rest' ? 'rest' : 'needs-me', person: stop.personId, token: tokenOf(secret, stop) })}`
}

/** What an address asks for; null for one that this server did not write. */
export function stopOf(secret: string, asked: URLSearchParams): Stop | null {
  const [personId, what, token] = [asked.get('person') ?? '', words[asked.get('from') ?? ''], asked.get('token') ?? '']
  if (secret === '' || !isUuid(personId) || what === undefined) return null
  const [given, right] = [Buffer.from(token), Buffer.from(tokenOf(secret, { personId, what }))]
  return given.length === right.length && timingSafeEqual(given, right) ? { personId, what } : null
}
