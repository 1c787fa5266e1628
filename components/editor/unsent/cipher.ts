export interface Sealed { readonly iv: Uint8Array<ArrayBuffer>; readonly sealed: ArrayBuffer }

/** Locks bytes with a key that the server hands to the signed-in person only: on a signed-out device they are noise. */
export interface Cipher {
  seal(bytes: Uint8Array, about: string): Promise<Sealed>
  /** Null for what was sealed with another key, about something else, or is damaged. */
  open(sealed: Sealed, about: string): Promise<Uint8Array | null>
}

/** `key` in base64. Rejects where the page is not served securely. */
export async function cipherOf(key: string): Promise<Cipher> {
  const raw = Uint8Array.from(atob(key), (letter) => letter.charCodeAt(0))
  const imported = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])
  const way = (iv: Uint8Array<ArrayBuffer>, about: string) => ({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(about) })
  return {
    async seal(bytes, about) {
      const iv = crypto.getRandomValues(new Uint8Array(12))
      return { iv, sealed: await crypto.subtle.encrypt(way(iv, about), imported, new Uint8Array(bytes)) }
    },
    open: ({ iv, sealed }, about) => crypto.subtle.decrypt(way(iv, about), imported, sealed).then((bytes) => new Uint8Array(bytes), () => null),
  }
}
