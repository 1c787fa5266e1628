import { notFound } from 'next/navigation'
import { requirePerson } from '@/lib/auth/session'
import { type ConsultationOfPerson, consultationForPerson } from '@/lib/consultation/person-queries'
import { db } from '@/lib/db'

export interface At { readonly slug: string; readonly number: string }

export const numberOf = ({ number }: At): number => (/^[1-9]\d{0,5}$/.test(number) ? Number(number) : 0)

/** The consultation at an address, for anyone signed in; where there is none, nothing. */
export async function consultationFound(at: At, rest = ''): Promise<ConsultationOfPerson> {
  const actor = await requirePerson(`/workspace/consultations/${at.slug}/${at.number}${rest}`)
  const result = await consultationForPerson(db(), actor, at.slug, numberOf(at))
  if (!result.ok) notFound()
  return result.value
}
