import { refuse, type Refusal } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { addressOf } from './address'
import { personName } from './person'

/** The claims that Accord reads; an issuer may give them in the id token, at its userinfo endpoint only, or some in each. */
export interface Claims {
  readonly sub: string
  readonly name?: unknown
  readonly given_name?: unknown
  readonly family_name?: unknown
  readonly email?: unknown
  readonly email_verified?: unknown
  /** Entra ID's word for a verified address, in place of email_verified. */
  readonly xms_edov?: unknown
}

export interface Identity { readonly name: string; readonly email: string }

const isTrue = (claim: unknown) => claim === true || claim === 1 || claim === 'true' || claim === '1'

/**
 * Who the issuer says this is. Without an e-mail address that the issuer has verified nobody is let in: the address decides whose
 * invitations a person may accept, and whose account a new identity is linked to.
 */
export function identityOf(claims: Claims): Result<Identity> {
  const address = addressOf(typeof claims.email === 'string' ? claims.email : '')
  if (!address.ok) return refused(refuse('invalid', sentences.NoEmail, 'email'))
  if (!isTrue(claims.email_verified) && !isTrue(claims.xms_edov)) return refused(refuse('not-allowed', sentences.UnverifiedEmail, 'email'))
  const whole = [claims.name, `${text(claims.given_name)} ${text(claims.family_name)}`, address.value.split('@')[0]].map((part) => personName(text(part)))
  const name = whole.find((part) => part.ok)
  return ok({ email: address.value, name: name?.ok ? name.value : address.value })
}

const text = (claim: unknown): string => (typeof claim === 'string' ? claim : '')

const sentences = {
  NoEmail: 'Your organisation’s sign-in gave us no e-mail address, so we cannot tell who you are here. Use an e-mailed link instead.',
  UnverifiedEmail: 'Your organisation’s sign-in did not confirm your e-mail address. Use an e-mailed link instead.',
  Suspended: 'This account is suspended. Ask an administrator of Accord.',
  AccessDenied: 'The sign-in was refused. Use an e-mailed link, or ask whoever runs sign-in where you work.',
  Other: 'The sign-in did not finish. Try again, or use an e-mailed link.',
} as const

export type OidcError = keyof typeof sentences

/** The page to go back to when an issuer's answer is refused. */
export const errorPage = (error: OidcError): string => `/sign-in?error=${error}`

export const errorOf = (refusal: Refusal): OidcError => (refusal.message === sentences.NoEmail ? 'NoEmail' : 'UnverifiedEmail')

/** What a person reads after an error code in the address, whoever wrote it there. */
export const sentenceOfError = (code: string, issuer = 'Your organisation'): string => {
  if (code === 'OAuthCallback' || code === 'OAuthSignin') return `The sign-in with ${issuer} did not finish. Try again, or use an e-mailed link.`
  return Object.hasOwn(sentences, code) ? sentences[code as OidcError] : sentences.Other
}
