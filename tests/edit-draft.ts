import * as Y from 'yjs'
import type { Database, Sql } from '../lib/db'
import { fragmentName } from '../lib/document/version'
import { appendRows, bindClients } from '../lib/drafts/commands'
import { encodeUpdates } from '../lib/drafts/log'
import { storedDraft } from '../lib/drafts/queries'
import { replay } from '../lib/drafts/replay'
import type { PersonActor } from '../lib/kernel/actor'

/** Somebody edits the durable draft as their editor would. */
export async function editDraft(db: Database, sql: Sql, standardId: string, who: PersonActor, work: (blocks: Y.XmlElement[], fragment: Y.XmlFragment) => void): Promise<void> {
  const doc = replay(await storedDraft(db, standardId))
  const before = Y.encodeStateVector(doc)
  await bindClients(db, standardId, who.id, [doc.clientID])
  const fragment = doc.getXmlFragment(fragmentName)
  doc.transact(() => work(fragment.toArray() as Y.XmlElement[], fragment))
  await appendRows(sql, [{ standardId, updates: encodeUpdates([Y.encodeStateAsUpdate(doc, before)]) }])
}

/** The first words in a block. */
export const wordsOf = (block: Y.XmlElement): Y.XmlText => {
  const first = block.get(0)
  return first instanceof Y.XmlText ? first : wordsOf(first as Y.XmlElement)
}
