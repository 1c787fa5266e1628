import { readFile } from 'node:fs/promises'
import { importCouncils } from '@/lib/organisations/import-commands'
import { system } from '@/lib/kernel/actor'
import { command, withDatabase } from './with-database'

/** `npm run import:councils -- FILE`: councils from CSV become organisations; a second time they are brought up to date. */
await command(async ([file]) => {
  if (!file) throw new Error('Usage: npm run import:councils -- FILE.csv')
  const csv = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file).catch(() => { throw new Error(`Cannot read ${file}`) }))
  const result = await withDatabase((db) => importCouncils(db, system, { csv }))
  if (!result.ok) throw new Error(result.refusal.message)
  const { added, changed, unchanged } = result.value
  process.stdout.write(`${added + changed + unchanged} councils: ${added} added, ${changed} changed, ${unchanged} as they were\n`)
})
