import { prosemirrorJSONToYDoc, yDocToProsemirrorJSON } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { schema } from '../document/schema'
import type { DocumentJson } from '../document/types'
import { fragmentName } from '../document/version'
import { takeOutForeign } from './foreign'

/**
 * Reads a draft without a schema: building the ProseMirror document from the Yjs type would delete what it does not know. Things that are no blocks
 * and no words are taken out of `doc` first: reading them throws.
 */
export function textOf(doc: Y.Doc): DocumentJson {
  takeOutForeign(doc)
  return yDocToProsemirrorJSON(doc, fragmentName) as DocumentJson
}

/** The first update of a draft, and the client id under which it was written. */
export function firstUpdate(content: DocumentJson): { update: Uint8Array; clientId: number } {
  const doc = prosemirrorJSONToYDoc(schema, content, fragmentName)
  return { update: Y.encodeStateAsUpdate(doc), clientId: doc.clientID }
}
