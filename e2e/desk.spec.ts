import { openDatabase } from '@/lib/db'
import { closeConsultation, writeComment } from '@/lib/consultation/commands'
import { makeConsulted } from '../tests/consulted'
import { valueOf } from '../tests/working-group'
import { expect, test } from './actors'

/** A group whose consultation has closed: two comments have no disposition, and one came late. */
async function consulted() {
  const { db, sql } = openDatabase(process.env.ACCORD_PLAYS_DATABASE!)
  try {
    const it = await makeConsulted(db, ({ outsider, reviewer }) => [{ by: outsider }, { by: reviewer, on: 'b' }])
    valueOf(await closeConsultation(db, it.advisor, { consultationId: it.consultationId, reason: 'All has been said' }))
    valueOf(await writeComment(db, it.outsider, { consultationId: it.consultationId, blockId: null, kind: 'general', body: 'I was away.' }))
    // Named apart, so that a play which chooses an organisation by its name finds one.
    await sql`update organisations set name = name || ' ' || slug where slug ~ '-[0-9a-f]{8}$' and name not like '% ' || slug`
    return { ...it, title: `Free school meals ${it.group.id.slice(0, 8)}` }
  } finally {
    await sql.end({ timeout: 5 })
  }
}

test('DE-1, DE-3 each desk shows what waits on its person, and leads to where it is done', async ({ actor, picture }) => {
  const it = await consulted()
  const [{ page: lead }, { page: advisor }] = [await actor(it.lead.email), await actor(it.advisor.email)]
  await lead.goto('/workspace')
  await expect(lead.getByText('1 thing waits on you.')).toBeVisible()
  await picture(lead, 'desk-lead')
  await lead.getByRole('link', { name: `Dispose of 2 comments on “${it.title}”` }).click()
  await expect(lead.getByRole('heading', { level: 1, name: 'Dispositions' })).toBeVisible()
  await expect(lead.getByRole('link', { name: 'Advising' })).toHaveCount(0)
  await lead.goto('/workspace/advising')
  await expect(lead.getByRole('heading', { level: 1, name: 'You cannot see the advisor’s desk' })).toBeVisible()

  await advisor.goto('/workspace')
  await expect(advisor.getByRole('link', { name: `Answer 1 late comment on “${it.title}”` })).toHaveAttribute('href', /\/consultation\/late\/LC-1$/)
  await advisor.getByRole('navigation', { name: 'Workspace' }).getByRole('link', { name: 'Advising' }).click()
  const row = advisor.getByRole('row', { name: new RegExp(it.title) })
  await expect(row).toContainText('Dispositions')
  await expect(row).toContainText('Lead editor The lead: 2 comments to dispose of. An advisor: 1 late comment to answer.')
  await picture(advisor, 'desk-advisor')
})
