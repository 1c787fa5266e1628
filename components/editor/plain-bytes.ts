import { encode, writeAny } from 'lib0/encoding'

/** Stands for lib0/buffer in the browser (next.config.mjs): what Yjs and its binding want of it, without a Node Buffer in its train. */
export const copyUint8Array = (bytes: Uint8Array): Uint8Array => bytes.slice()

export const encodeAny = (value: Parameters<typeof writeAny>[1]): Uint8Array => encode((encoder) => writeAny(encoder, value))

export const toBase64 = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
