import type { AuthSettings } from './settings'

export interface Letter {
  /** One address as addressOf makes them. */
  readonly to: string
  readonly subject: string
  /** Plain text; a line that is only an address becomes a link in the reader's mail program. */
  readonly text: string
  /** The same words as markup; everything in it that people wrote is escaped. */
  readonly html?: string
  /** The address that ends this kind of letter in one click (RFC 8058). */
  readonly unsubscribe?: string
  /** What makes it this letter and no other: while it waits, none with the same key is queued. */
  readonly key?: string
}

/** What became of a letter is not known: the mail server had all of it and did not answer. It may have arrived. */
export class MaybeSent extends Error {}

/** A subject is one line: a name that a person chose may not add a header. */
export const inOneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim().slice(0, 200)

/** Only whole addresses of http and https, in the order they stand. */
export const linksIn = (text: string): string[] => text.match(/https?:\/\/[^\s<>"]+/g) ?? []

const sign = '\n\n—\nAccord: minimum standards for digital services, written together'

export const letterOf = (to: string, subject: string, text: string): Letter => ({ to, subject: inOneLine(subject), text: `${text.trim()}${sign}\n` })

export function signInLetter(to: string, link: string): Letter {
  return letterOf(to, 'Your link to sign in to Accord', `Open this page and press its button to sign in to Accord:\n\n${link}\n\n`
    + 'The link works once, for one hour. If you did not ask for it, you need do nothing: nobody can sign in without it.')
}

/** Where letters go: kept, in demo mode, or out. */
export type MailRoute = Pick<AuthSettings, 'demo'>
