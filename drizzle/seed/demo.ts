import { eq } from 'drizzle-orm'
import { organisations, people } from '@/drizzle/schema'
import type { Database } from '@/lib/db'
import type { PersonActor } from '@/lib/kernel/actor'
import type { Result } from '@/lib/kernel/result'
import { demoEmail, demoOrganisations, demoPeople } from './people'

export interface SeededGroup { readonly id: string; readonly slug: string }

/** A refusal while filling is a fault of the fill. */
export function expectDone<T>(result: Result<T>, step: string): T {
  if (!result.ok) throw new Error(`The demo world could not be filled: ${step}: ${result.refusal.message}`)
  return result.value
}

/** A demo person as an actor. */
export async function demoActor(on: Database, name: string): Promise<PersonActor> {
  const person = demoPeople.find((one) => one.name === name)
  const [found] = person ? await on.select().from(people).where(eq(people.email, demoEmail(person))) : []
  if (!found) throw new Error(`There is no demo person ${name}`)
  return { kind: 'person', id: found.id, name: found.name, email: found.email, isAdmin: found.isAdmin }
}

export async function organisationOf(on: Database, place: string): Promise<string> {
  const name = demoOrganisations.find((one) => one.slug === place)!.name
  const [found] = await on.select({ id: organisations.id }).from(organisations).where(eq(organisations.name, name))
  return found!.id
}
