import { desc, inArray } from 'drizzle-orm'
import { declarations } from '@/drizzle/schema'
import type { Reader } from '../db'
import type { DeclarationView } from './declaration'

/** What each of these people declared, newest first; who declared nothing at all is not in it. For those who may see their names. */
export async function declarationsOf(on: Reader, personIds: readonly string[]): Promise<ReadonlyMap<string, DeclarationView[]>> {
  const found = new Map<string, DeclarationView[]>()
  if (personIds.length === 0) return found
  const rows = await on.select({ personId: declarations.personId, nothing: declarations.nothing, text: declarations.text, at: declarations.declaredAt })
    .from(declarations).where(inArray(declarations.personId, [...new Set(personIds)])).orderBy(desc(declarations.declaredAt), desc(declarations.id))
  for (const { personId, ...one } of rows) found.set(personId, [...(found.get(personId) ?? []), one])
  return found
}
