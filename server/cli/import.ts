import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { eq } from 'drizzle-orm'
import { people, workingGroups } from '@/drizzle/schema'
import type { Database } from '@/lib/db'
import { levels } from '@/lib/document/levels'
import { startFromFile } from '@/lib/import/commands'
import type { Found } from '@/lib/import/imported'
import type { PersonActor } from '@/lib/kernel/actor'
import { command, commandSettings, withDatabase } from './with-database'

const usage = 'Usage: npm run import -- FILE --group SLUG --as EMAIL [--title TITLE] [--prefix ABC]'

/** `npm run import -- FILE --group SLUG --as EMAIL [--title T]`: a file becomes a draft, in that person's name and by their right. */
await command(async (words) => {
  const { positionals: [path], values } = parseArgs({
    args: words, allowPositionals: true, options: { group: { type: 'string' }, as: { type: 'string' }, title: { type: 'string' }, prefix: { type: 'string' } },
  })
  if (!path || !values.group || !values.as) throw new Error(usage)
  const bytes = new Uint8Array(await readFile(path).catch(() => { throw new Error(`Cannot read ${path}`) }))
  const started = await withDatabase(async (db) => {
    const actor = await personOf(db, values.as!)
    const [group] = await db.select({ id: workingGroups.id }).from(workingGroups).where(eq(workingGroups.slug, values.group!))
    if (!group) throw new Error(`There is no working group ${values.group}`)
    const file = { name: basename(path), bytes }
    return startFromFile(db, actor, { groupId: group.id, file, title: values.title ?? '', refPrefix: values.prefix ?? '' })
  })
  if (!started.ok) throw new Error(started.refusal.message)
  process.stdout.write(`${told(started.value.title, started.value.found)}\n${commandSettings().publicUrl}/workspace/standards/${started.value.slug}\n`)
})

async function personOf(db: Database, email: string): Promise<PersonActor> {
  const [person] = await db.select().from(people).where(eq(people.email, email.toLowerCase()))
  if (!person) throw new Error(`Nobody here has the address ${email}`)
  if (person.suspendedAt) throw new Error('This account is suspended')
  return { kind: 'person', id: person.id, name: person.name, email: person.email, isAdmin: person.isAdmin }
}

function told(title: string, found: Found): string {
  const byLevel = levels.filter((level) => found.byLevel[level] > 0).map((level) => `  ${level}: ${found.byLevel[level]}`)
  const rest = `  sections: ${found.sections}, tables: ${found.tables}, lists: ${found.lists}, links: ${found.links}, images: ${found.images}`
  return [`“${title}”`, `${found.requirements} requirements`, ...byLevel, rest, ...found.dropped.map((sentence) => `  ${sentence}`)].join('\n')
}
