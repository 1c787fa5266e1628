const alphabet = '23456789abcdefghijkmnpqrstuvwxyz'

/** A block id: 12 characters of 32 (60 bits), safe in a URL fragment and to read aloud. */
export function newBlockId(random: (n: number) => Uint8Array = (n) => crypto.getRandomValues(new Uint8Array(n))): string {
  return Array.from(random(12), (byte) => alphabet[byte & 31]).join('')
}

/** `Free school meals: apply online` → `free-school-meals-apply-online`; at most 80 characters. */
export function slugOf(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 80).replace(/-+$/, '')
}

/** An id of the database, as it may come back from a form or an address. */
export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
