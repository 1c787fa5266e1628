import { notFound } from 'next/navigation'
import { type AdoptionInView, adoptionInView } from '@/lib/adoption/queries'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'

/** The adoption at an address, for the people of its council; for everyone else there is nothing here. */
export async function adoptionFound(params: Promise<{ adoption: string }>, rest = ''): Promise<AdoptionInView> {
  const { adoption } = await params
  const actor = await requirePerson(`/workspace/adoptions/${adoption}${rest}`)
  const result = await adoptionInView(db(), actor, adoption)
  if (!result.ok) notFound()
  return result.value
}
