import { dump } from '../backup/dump'
import { command, fileNamed, withDatabase } from './with-database'

await command(async ([word]) => {
  if (word === undefined) throw new Error('Usage: npm run backup -- FILE')
  const file = fileNamed(word)
  const { tables, rows } = await withDatabase((_db, url) => dump(url, file))
  process.stdout.write(`${file}: ${rows} rows of ${tables} tables; the head of the audit chain stands in ${file}.head\n`)
})
