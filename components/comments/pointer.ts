import type { Pointer } from '@/lib/comments/anchor'
import type { Anchor, ThreadView } from '@/lib/comments/comment'

const bytes = (base64: string | null): Uint8Array | null => (base64 === null ? null : Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)))

const base64 = (from: Uint8Array): string => btoa(String.fromCharCode(...from))

export const pointerOf = (thread: ThreadView): Pointer =>
  ({ blockId: thread.blockId, start: bytes(thread.start), end: bytes(thread.end), quotation: thread.quotation, before: thread.before, after: thread.after })

export function pointerOfAnchor(anchor: Anchor): Pointer {
  if (anchor.on === 'words') return anchor
  const { blockId, quotation } = anchor.on === 'block' ? anchor : { blockId: null, quotation: '' }
  return { blockId, quotation, start: null, end: null, before: '', after: '' }
}

/** An anchor as its form field carries it. */
export const anchorAsText = (anchor: Anchor): string =>
  JSON.stringify(anchor.on === 'words' ? { ...anchor, start: base64(anchor.start), end: base64(anchor.end) } : anchor)
