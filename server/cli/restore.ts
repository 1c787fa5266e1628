import { demoEmail, demoPeople } from '@/drizzle/seed/people'
import { load } from '../backup/load'
import { command, fileNamed, withDatabase } from './with-database'

await command(async (words) => {
  const [word] = words.filter((given) => given !== '--replace')
  if (word === undefined) throw new Error('Usage: npm run restore -- FILE [--replace]')
  const options = { replace: words.includes('--replace'), demoEmails: demoPeople.map(demoEmail) }
  const { tables, rows } = await withDatabase((_db, url) => load(url, fileNamed(word), options))
  process.stdout.write(`Restored ${rows} rows of ${tables} tables; every count and digest is the backup's\n`)
})
