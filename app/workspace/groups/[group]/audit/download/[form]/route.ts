import { currentActor } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { trailCsv } from '@/lib/export/trail-csv'
import { groupForPerson } from '@/lib/groups/queries'
import { groupTrailFile } from '@/lib/groups/trail-queries'
import { refuse } from '@/lib/kernel/refusal'
import { refusalAnswer } from '../../../../../../refusal-answer'

export const dynamic = 'force-dynamic'

interface Context { readonly params: Promise<{ group: string; form: string }> }

/** The group's trail as a file: `json` can be checked, `csv` opens in a spreadsheet. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { group, form } = await params
  if (form !== 'json' && form !== 'csv') return refusalAnswer(refuse('not-found'))
  const actor = await currentActor()
  if (actor.kind !== 'person') return refusalAnswer(refuse('sign-in-needed'))
  const found = await groupForPerson(db(), actor, group)
  if (!found.ok) return refusalAnswer(found.refusal)
  const trail = await groupTrailFile(db(), found.value)
  if (!trail.ok) return refusalAnswer(trail.refusal)
  return new Response(form === 'json' ? `${JSON.stringify(trail.value, null, 1)}\n` : trailCsv(trail.value), {
    headers: {
      'content-type': form === 'json' ? 'application/json; charset=utf-8' : 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="audit-trail-${found.value.group.slug}.${form}"`, 'cache-control': 'no-store',
    },
  })
}
