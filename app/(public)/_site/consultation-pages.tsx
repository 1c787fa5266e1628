import { ConsultationPage } from '@/components/public/consultation-page'
import type { Site } from '@/components/public/shell'
import { openFlagsAt } from '@/lib/consultation/objection-queries'
import { publicConsultation } from '@/lib/consultation/public-queries'
import { db } from '@/lib/db'
import { type Answer, notHere, page } from './answer'

/** The page of one consultation; without `number`, of the standard's newest. */
export async function consultationPage(site: Site, slug: string, number?: string): Promise<Answer> {
  if (number !== undefined && !/^[1-9]\d{0,5}$/.test(number)) return notHere(site)
  const found = await publicConsultation(db(), slug, number === undefined ? undefined : Number(number))
  return found ? page(<ConsultationPage site={site} {...found} flags={await openFlagsAt(db(), slug)} />) : notHere(site)
}
