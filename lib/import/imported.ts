import type { Level } from '../document/levels'
import type { DocumentJson } from '../document/types'

/** The most that an uploaded file may weigh. */
export const largestFile = 20 * 1024 * 1024

/** What was found in a file, told to a person before anything is written. */
export interface Found {
  requirements: number
  byLevel: Record<Level, number>
  sections: number
  tables: number
  lists: number
  links: number
  images: number
  notes: number
  terms: number
  /** Sentences: what was left out or left as text, and why. */
  dropped: string[]
}

export interface Imported {
  title: string
  document: DocumentJson
  found: Found
  /** The number that a requirement had in the file, by block id: `1.2.3`, `FSM-09`. */
  proposedRefs: Record<string, string>
}

export interface GivenFile { name: string; bytes: Uint8Array }
