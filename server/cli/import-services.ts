import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { type ListInput } from '@/lib/calls/service-list'
import { importLists } from '@/lib/calls/service-commands'
import { system } from '@/lib/kernel/actor'
import { command, fileNamed, withDatabase } from './with-database'

const usage = 'Usage: npm run import:services -- FILE.csv [--interactions FILE.csv]'

const csvOf = async (file: string): Promise<string> =>
  new TextDecoder('utf-8', { fatal: true }).decode(await readFile(fileNamed(file)).catch(() => { throw new Error(`Cannot read ${file}`) }))

/** `npm run import:services -- FILE.csv [--interactions FILE.csv]`: the lists that calls choose from, both in one step; a second time they are brought up to date. */
await command(async (words) => {
  const { positionals: [services], values: { interactions } } = parseArgs({ args: words, allowPositionals: true, options: { interactions: { type: 'string' } } })
  if (!services && !interactions) throw new Error(usage)
  const lists: ListInput[] = []
  if (services) lists.push({ list: 'services', csv: await csvOf(services) })
  if (interactions) lists.push({ list: 'interactions', csv: await csvOf(interactions) })
  const result = await withDatabase((db) => importLists(db, system, lists))
  if (!result.ok) throw new Error(result.refusal.message)
  for (const [at, { added, changed, unchanged }] of result.value.entries()) {
    process.stdout.write(`${added + changed + unchanged} ${lists[at]!.list}: ${added} added, ${changed} changed, ${unchanged} as they were\n`)
  }
})
