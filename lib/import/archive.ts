import { unzipSync } from 'fflate'
import { refuse, type Refusal } from '../kernel/refusal'

/** A file that cannot be taken, with the sentence that the person reads. */
export class RefusedFile extends Error {
  constructor(readonly refusal: Refusal) { super(refusal.message) }
}

export const unreadable = (sentence?: string): RefusedFile => new RefusedFile(refuse('unreadable-file', sentence, 'file'))
const tooLarge = (sentence: string) => new RefusedFile(refuse('too-large', sentence, 'file'))

/** What a Word or OpenDocument file may unfold to. Checked on what it declares before anything is inflated, and held to afterwards. */
export const archiveLimits = { files: 4000, bytes: 150 * 1024 * 1024, ratio: 250, ratioFrom: 1024 * 1024 } as const

export type Archive = Record<string, Uint8Array>

export function openArchive(bytes: Uint8Array, wanted: (name: string) => boolean): Archive {
  let [files, total] = [0, 0]
  try {
    return unzipSync(bytes, {
      filter: ({ name, size, originalSize }) => {
        if ((files += 1) > archiveLimits.files) throw tooLarge('This file holds too many parts to be read.')
        if (!wanted(name)) return false
        total += originalSize
        const swells = originalSize > archiveLimits.ratioFrom && originalSize / Math.max(size, 1) > archiveLimits.ratio
        if (total > archiveLimits.bytes || swells) throw tooLarge('This file unfolds to far more than it weighs, so it was not opened.')
        return true
      },
    })
  } catch (error) {
    if (error instanceof RefusedFile) throw error
    throw unreadable('This file is broken: it could not be unpacked. Save it again from the program that it was written in.')
  }
}

/** XML as text. A document that declares entities is refused: nothing that people write does, and it is how files are made to explode or to fetch. */
export function xmlOf(archive: Archive, name: string): string {
  const part = archive[name]
  if (!part) throw unreadable('This file is broken: its text is missing. Save it again from the program that it was written in.')
  const xml = new TextDecoder().decode(part)
  if (/<!(?:ENTITY|DOCTYPE)/i.test(xml)) throw unreadable('This file declares entities, which Accord does not read. Save it again from the program that it was written in.')
  return xml
}

const kinds: [magic: number[], type: string][] = [
  [[0x89, 0x50, 0x4e, 0x47], 'image/png'], [[0xff, 0xd8, 0xff], 'image/jpeg'], [[0x47, 0x49, 0x46, 0x38], 'image/gif'], [[0x52, 0x49, 0x46, 0x46], 'image/webp'],
]

/** An image as it may stand in a text, told by its bytes and not by its name; null for any other kind. */
export function embeddedImage(bytes: Uint8Array | undefined): string | null {
  const kind = bytes && kinds.find(([magic]) => magic.every((byte, at) => bytes[at] === byte))
  return kind ? `data:${kind[1]};base64,${Buffer.from(bytes).toString('base64')}` : null
}
