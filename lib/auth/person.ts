import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'

/** A name as it stands beside what a person writes: one line, no invisible or direction-turning characters. */
export function personName(text: string, field = 'name'): Result<string> {
  const name = text.normalize('NFC').replace(/\s+/gu, ' ').trim()
  if (name === '') return refused(refuse('invalid', 'Enter your name, as others should see it.', field))
  if (name.length > 100) return refused(refuse('invalid', 'The name must be 100 characters or fewer.', field))
  if (/[\p{Cc}\p{Cf}\p{Co}\p{Cn}<>]/u.test(name) || !/\p{L}/u.test(name)) {
    return refused(refuse('invalid', 'The name must be made of letters, spaces and ordinary punctuation.', field))
  }
  return ok(name)
}
