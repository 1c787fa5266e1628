import type { TrailFile } from '../audit/trail-queries'
import { cellOf } from './csv'

const row = (cells: readonly string[]): string => `${cells.map(cellOf).join(',')}\r\n`

/** A trail for a spreadsheet: one row an event, in the order of the chain. Begins with a byte order mark, by which Excel knows UTF-8. */
export function trailCsv({ events }: TrailFile): string {
  const rows = events.map(({ place, sentence, event }) => row([String(place), event.at, event.actorName, event.kind, sentence, event.standardId ?? '', String(event.id)]))
  return `\uFEFF${row(['place', 'at (UTC)', 'who', 'kind', 'what', 'standard', 'event'])}${rows.join('')}`
}
