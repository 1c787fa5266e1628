/** Where a link may lead: http, https, mailto, or a place in the same text. */
export function isAllowedHref(href: unknown): href is string {
  if (typeof href !== 'string' || href.length > 2048 || /[\p{Cc}\s]/u.test(href)) return false
  return /^#[^#]+$/.test(href) || /^mailto:[^\s]+$/i.test(href) || (/^https?:\/\/[^/]/i.test(href) && URL.canParse(href))
}

/** The same place, ready to store, or null when the link must be dropped. */
export function cleanHref(href: string): string | null {
  const plain = href.replace(/[\p{Cc}]/gu, '').trim().replaceAll(' ', '%20')
  return isAllowedHref(plain) ? plain : null
}

/** 2 MiB of image, as base64. */
export const longestImage = 2_800_000

/** An image stands in the text itself: nothing is ever fetched from elsewhere, so nobody can be watched reading. No SVG: it may hold scripts. */
export const isAllowedImage = (src: unknown): src is string =>
  typeof src === 'string' && src.length <= longestImage && /^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+={0,2}$/.test(src)
