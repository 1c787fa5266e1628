import { expect, test } from 'vitest'
import { addressOf, localPath } from './address'

const read = (text: string) => { const result = addressOf(text); return result.ok ? result.value : null }

test('AU-1 an address is kept in lower case, with its domain in ASCII', () => {
  expect(read(' Sian.Pritchard@Aberwen.EXAMPLE ')).toBe('sian.pritchard@aberwen.example')
  expect(read("o'hara+accord@council.gov.uk")).toBe("o'hara+accord@council.gov.uk")
  expect(read('someone@bücher.example')).toBe('someone@xn--bcher-kva.example')
})

test('AU-2 what could reach a second mailbox, or a mail header, is refused', () => {
  const hostile = [
    'a@x.example,b@y.example', 'a@x.example;b@y.example', 'a@x.example b@y.example', '"a@x.example,b"@y.example', '<a@x.example>',
    'a@x.example\nBcc: b@y.example', 'a@x.example\r\nSubject: x', 'a\u0000@x.example', 'a@x.example\u0000', 'a%b@x.example', 'a!b@x.example',
    'a@[127.0.0.1]', 'a@127.0.0.1', 'a@0x7f.1', 'a@localhost', 'a@x..example', 'a..b@x.example', '.a@x.example', 'a.@x.example', 'a@-x.example',
    'a(b)@x.example', 'a@x.example(b)', '@x.example', 'a@', 'a', '', `${'a'.repeat(65)}@x.example`, `a@${'b'.repeat(250)}.example`,
    'a@x.example/../y', 'a@x.example?y', 'a@x.example#y', 'a@x.example:25', 'a:b@x.example', 'a\\@b@x.example',
  ]
  for (const text of hostile) expect(read(text), JSON.stringify(text)).toBeNull()
})

test('AU-3 a letter that folds to another is no way into that address', () => {
  expect(read('\u212Aevin@x.example')).toBeNull() // the Kelvin sign
  expect(read('s\u0131an@x.example')).toBeNull() // a dotless i
  expect(read('sian@aberwen.example\u200b')).toBeNull()
})

test('AU-4 after signing in people stay on this site', () => {
  expect(localPath('/workspace/groups/free-school-meals?a=1#b')).toBe('/workspace/groups/free-school-meals?a=1#b')
  for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '/a\\b', '/a\nb', '', undefined, ['/a']]) {
    expect(localPath(next)).toBe('/workspace')
  }
})
