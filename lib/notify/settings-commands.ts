import { eq, sql } from 'drizzle-orm'
import { digestItems, notificationSettings, people } from '@/drizzle/schema'
import { type Database, inTransaction, type Tx } from '../db'
import type { PersonActor } from '../kernel/actor'
import { refuse } from '../kernel/refusal'
import { ok, refused, type Result } from '../kernel/result'
import { isNeedsMeChoice, isRestChoice, type Wishes } from './kinds'
import { wishesOf } from './settings-queries'
import type { Stop } from './unsubscribe'

/** Sets how the actor is told by mail. Without a digest nothing waits for one. */
export async function chooseWishes(on: Database, actor: PersonActor, input: { needsMe: string; rest: string }): Promise<Result<void>> {
  const { needsMe, rest } = input
  if (!isNeedsMeChoice(needsMe)) return refused(refuse('invalid', 'Choose whether you want a letter at once.', 'needsMe'))
  if (!isRestChoice(rest)) return refused(refuse('invalid', 'Choose how often you want a digest.', 'rest'))
  return inTransaction(on, async (tx) => {
    await keep(tx, actor.id, { needsMe, rest })
    return ok(undefined)
  })
}

/** Ends one kind of letter, for whoever holds one of them. Asked again it changes nothing. */
export async function stopLetters(on: Database, { personId, what }: Stop): Promise<Result<void>> {
  return inTransaction(on, async (tx) => {
    const [person] = await tx.select({ id: people.id }).from(people).where(eq(people.id, personId)).for('update')
    if (!person) return refused(refuse('not-found'))
    const wishes = await wishesOf(tx, personId)
    await keep(tx, personId, what === 'rest' ? { ...wishes, rest: 'off' } : { ...wishes, needsMe: 'off' })
    return ok(undefined)
  })
}

async function keep(tx: Tx, personId: string, { needsMe, rest }: Wishes): Promise<void> {
  const set = { needsMe, rest, changedAt: sql`accord_now()` }
  await tx.insert(notificationSettings).values({ personId, ...set }).onConflictDoUpdate({ target: notificationSettings.personId, set })
  if (rest === 'off') await tx.delete(digestItems).where(eq(digestItems.personId, personId))
}
