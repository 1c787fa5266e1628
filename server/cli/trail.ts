import { writeFile } from 'node:fs/promises'
import { trailFile } from '@/lib/audit/trail-queries'
import { command, fileNamed, withDatabase } from './with-database'

/** `npm run trail -- FILE.json`: the whole audit trail, of all groups, as `npm run verify` takes it. For whoever runs this Accord. */
await command(async ([word]) => {
  if (word === undefined) throw new Error('Usage: npm run trail -- FILE.json')
  const trail = await withDatabase((db) => trailFile(db, null))
  await writeFile(fileNamed(word), `${JSON.stringify(trail, null, 1)}\n`, { mode: 0o600, flag: 'wx' })
  process.stdout.write(`${fileNamed(word)}: ${trail.events.length} events; head ${trail.head.hash}@${trail.head.place}\n`)
})
