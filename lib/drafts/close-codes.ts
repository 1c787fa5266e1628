/** Why the socket of a draft closes: contract.md, “The socket”. Shared by the server and the browser. */
export const closeCodes = {
  'signed out': 4401,
  'not allowed': 4403,
  'no such draft': 4404,
  'draft frozen': 4409,
  'schema too old': 4410,
  'too large': 4413,
  'too fast': 4429,
  'our fault': 1011,
  /** The server goes down in an orderly way (RFC 6455, 7.4.1): come back with a pause. */
  'going away': 1001,
} as const

export type CloseReason = keyof typeof closeCodes

export type CloseCode = (typeof closeCodes)[CloseReason]

const reasons = new Map<number, CloseReason>(Object.entries(closeCodes).map(([reason, code]) => [code, reason as CloseReason]))

/** Null for any other code: the network's doing, so come back. */
export const reasonOf = (code: number): CloseReason | null => reasons.get(code) ?? null

/** Whether coming back can help: after the codes of the 4400 range the person has to do something first. */
export const mayComeBack = (code: number): boolean => code < 4400 || code >= 4500 || code === closeCodes['too fast']
