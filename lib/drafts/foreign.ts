import * as Y from 'yjs'
import { fragmentName } from '../document/version'

/**
 * Takes out of the text what no editor puts there and none can show: words straight among blocks, things within words that are none. Readers of the
 * text throw on such, so one hostile client could shut everybody out. True when there was any.
 */
export function takeOutForeign(doc: Y.Doc): boolean {
  const foreign: Y.Item[] = []
  look(doc.getXmlFragment(fragmentName), foreign)
  if (foreign.length > 0) doc.transact((transaction) => { for (const item of foreign) item.delete(transaction) }, takeOutForeign)
  return foreign.length > 0
}

/** Keeps a live text clean: before anybody is told of a change, what does not belong there is gone. */
export function keepOutForeign(doc: Y.Doc): void {
  doc.on('beforeObserverCalls', (transaction: Y.Transaction) => {
    const foreign: Y.Item[] = []
    for (const [type] of transaction.changed) if (type instanceof Y.XmlFragment || type instanceof Y.XmlText) look(type, foreign)
    for (const item of foreign) item.delete(transaction)
  })
}

function look(type: Y.XmlFragment | Y.XmlText, foreign: Y.Item[]): void {
  const isTop = type._item === null
  for (let item = type._start; item; item = item.right) {
    if (item.deleted) continue
    const inner = item.content instanceof Y.ContentType ? item.content.type : null
    if (type instanceof Y.XmlText) {
      if (!(item.content instanceof Y.ContentString || item.content instanceof Y.ContentFormat)) foreign.push(item)
    } else if (inner instanceof Y.XmlElement || (inner instanceof Y.XmlText && !isTop)) look(inner, foreign)
    else foreign.push(item)
  }
}
