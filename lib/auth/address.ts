import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'

const local = /^[a-z0-9](?:[a-z0-9_+'&=/{}~^-]|\.(?!\.|$))*$/
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
const wrong = (field: string) => refused(refuse('invalid', 'Enter one e-mail address in the form name@example.gov.uk.', field))

/**
 * One e-mail address in the form in which it is stored, compared and written to: lower case, its domain in ASCII. What could be read as
 * several recipients, or as more of a mail's header, is refused; so is a letter outside ASCII before the @, which may look or
 * fold like another one (the Kelvin sign becomes a k in lower case).
 */
export function addressOf(text: string, field = 'email'): Result<string> {
  const given = text.trim()
  const at = given.lastIndexOf('@')
  if (at < 1 || given.length > 254 || at > 64) return wrong(field)
  const name = given.slice(0, at)
  if (!/^[\x21-\x7e]+$/.test(name) || !local.test(name.toLowerCase())) return wrong(field)
  const domain = domainOf(given.slice(at + 1))
  return domain ? ok(`${name.toLowerCase()}@${domain}`) : wrong(field)
}

/** A host name of at least two labels, never an IP address; null when it is anything else. */
function domainOf(text: string): string | null {
  if (!/^[\p{L}\p{N}.-]+$/u.test(text)) return null
  let host: string
  try {
    host = new URL(`http://${text}`).hostname
  } catch {
    return null
  }
  const labels = host.split('.')
  const sound = labels.length > 1 && labels.every((part) => label.test(part)) && /[a-z]/.test(labels.at(-1)!)
  return sound && host.length <= 253 ? host : null
}

/** Where to go after signing in: an address of this site, or the desk. `//evil.example` and `/\evil.example` lead elsewhere. */
export function localPath(next: unknown): string {
  if (typeof next !== 'string' || !/^\/(?![/\\])[\x21-\x7e]*$/.test(next) || next.includes('\\')) return '/workspace'
  return next
}
