import { and, eq, sql } from 'drizzle-orm'
import { imports } from '@/drizzle/schema'
import type { Reader } from '../db'
import type { DocumentJson } from '../document/types'
import type { Actor } from '../kernel/actor'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'

export interface KeptUpload extends Omit<typeof imports.$inferSelect, 'content'> { readonly document: DocumentJson }

/** How long an upload waits for its confirmation. */
export const stillKept = sql`${imports.at} > accord_now() - interval '1 day'`

/** An upload that waits. Only its owner knows of it. */
export async function keptUpload(on: Reader, actor: Actor, id: string): Promise<Result<KeptUpload>> {
  if (actor.kind !== 'person') return refused(refuse('sign-in-needed'))
  if (!/^[0-9a-f-]{36}$/.test(id)) return refused(refuse('not-found'))
  const [row] = await on.select().from(imports).where(and(eq(imports.id, id), eq(imports.personId, actor.id), stillKept))
  if (!row) return refused(refuse('not-found'))
  const { content, ...rest } = row
  return ok({ ...rest, document: JSON.parse(content) as DocumentJson })
}
