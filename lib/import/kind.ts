export type FileKind = 'word' | 'open document' | 'markdown' | 'html' | 'csv'

/** What the file chooser offers. */
export const acceptedNames = '.docx,.odt,.ods,.md,.markdown,.html,.htm,.csv'

const byName: [RegExp, FileKind][] = [
  [/\.docx$/i, 'word'], [/\.(odt|ott|ods)$/i, 'open document'], [/\.(md|markdown|mdown|txt)$/i, 'markdown'], [/\.(html?|xhtml)$/i, 'html'], [/\.csv$/i, 'csv'],
]

const startsWith = (bytes: Uint8Array, magic: readonly number[]) => magic.every((byte, at) => bytes[at] === byte)

export const isZip = (bytes: Uint8Array): boolean => startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])

/** Word before 2007, and any Office file with a password, are in this older container. */
export const isOldOffice = (bytes: Uint8Array): boolean => startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])

export const kindOf = (name: string): FileKind | null => byName.find(([pattern]) => pattern.test(name.trim()))?.[1] ?? null
