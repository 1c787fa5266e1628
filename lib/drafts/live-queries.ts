import { inArray } from 'drizzle-orm'
import { standards } from '@/drizzle/schema'
import type { Reader } from '../db'
import type { Actor } from '../kernel/actor'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { mayAdminister } from '../organisations/organisation'
import { type Live, type LiveDraft, lookLive } from './live'

export interface NamedLive extends Omit<Live, 'drafts'> { readonly drafts: readonly (LiveDraft & { readonly title: string })[] }

/** How the server does, for administrators. */
export async function liveFor(on: Reader, actor: Actor): Promise<Result<NamedLive>> {
  const refusal = mayAdminister(actor)
  if (refusal) return refused(refusal)
  const live = await lookLive()
  if (!live) return refused(refuse('unavailable', 'The measures could not be read just now.'))
  const ids = live.drafts.map(({ standardId }) => standardId)
  const named = ids.length === 0 ? [] : await on.select({ id: standards.id, title: standards.title }).from(standards).where(inArray(standards.id, ids))
  const titles = new Map(named.map(({ id, title }) => [id, title]))
  return ok({ ...live, drafts: live.drafts.map((draft) => ({ ...draft, title: titles.get(draft.standardId) ?? 'A draft that is no more' })) })
}
