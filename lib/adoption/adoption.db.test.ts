import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { mailbox, notifications, organisations } from '../../drizzle/schema'
import { testDatabase } from '../../tests/database'
import { publishText } from '../../tests/published'
import { requirement } from '../../tests/texts'
import { codeOf, makeWorkingGroup, refusalOf, rowsOf, valueOf, type WorkingGroup } from '../../tests/working-group'
import { confirmationId, correctable, noteId } from '../../tests/maintenance'
import { anonymous, type PersonActor } from '../kernel/actor'
import { londonDate } from '../kernel/clock'
import { proposeErratum, publishErratum } from '../maintenance/commands'
import { tellNextNews } from '../notify/news-commands'
import { withdrawPublication } from '../publication/commands'
import { publicationHistory } from '../publication/queries'
import { recordAdoption, recordExemption, recordMeasures } from './commands'
import { adoptersOf, adoptionInView, adoptionStamp, ownAdoptions } from './queries'

const { db, sql } = await testDatabase()
const today = londonDate(new Date())
const later = (days: number) => londonDate(new Date(Date.now() + days * 86_400_000))
const none = { completed: '', completedOnline: '', startedOnline: '', cost: '', satisfaction: '', note: '', periodFrom: '', periodTo: '' }
const digital = { ...none, completed: '11,840', completedOnline: '6,867', periodFrom: '2025-09-01', periodTo: '2026-08-31' }
const forWales = { ...requirement('d', 'MUST', 'It MUST be in Welsh.'), attrs: { id: 'd'.repeat(12), level: 'MUST', metBy: 'supplier', appliesTo: 'nation=Wales' } }
const text = [...correctable, forWales]
const post = { publicUrl: 'https://accord.test', demo: true, secret: 'of the tests alone' }

async function published() {
  const it = await makeWorkingGroup(db)
  const tail = it.group.id.slice(0, 8)
  await db.update(organisations).set({ nation: 'Wales' }).where(eq(organisations.slug, `aberwen-${tail}`))
  await db.update(organisations).set({ nation: 'England' }).where(eq(organisations.slug, `wexshire-${tail}`))
  await publishText(db, it, text)
  return it
}

async function adopt(it: WorkingGroup, by: PersonActor, more: { label?: string; organisationId?: string; adoptedOn?: string; ownerPost?: string; digest?: string; baseline?: typeof digital } = {}) {
  const publication = (await publicationHistory(db, it.standard.slug)).find((one) => one.label === (more.label ?? 'v1.0'))!
  const [own] = await ownAdoptions(db, by)
  return recordAdoption(db, by, {
    organisationId: own?.council.id ?? it.council.id, slug: it.standard.slug, publicationId: publication.id, digest: publication.digest, adoptedOn: today,
    ownerPost: 'Head of Revenues', baseline: none, ...more,
  })
}

test('AD-1, AD-4 a council adopts v1.0 with its baseline, and the trail says so in the same step', async () => {
  const it = await published()
  const [priya] = it.holders as [PersonActor]
  const { id } = valueOf(await adopt(it, priya, { baseline: digital }))
  const seen = valueOf(await adoptionInView(db, priya, id))
  const [publication] = await publicationHistory(db, it.standard.slug)
  expect(seen.adoption).toMatchObject({ label: 'v1.0', versionId: publication!.versionId, digest: publication!.digest, adoptedOn: today, ownerPost: 'Head of Revenues', movedTo: null, organisation: 'Wexshire' })
  expect(seen.measures).toMatchObject([{ revision: 1, completedOnline: 6867, completed: 11840, startedOnline: null }])
  const events = await sql`select kind, actor_name, facts from audit_events where standard_id = ${it.standard.id} order by id desc limit 2`
  expect(events).toMatchObject([
    { kind: 'measures recorded', facts: { organisation: 'Wexshire', number: 'v1.0', periodFrom: '2025-09-01', periodTo: '2026-08-31', revision: 1, corrects: null } },
    { kind: 'version adopted', actor_name: 'Priya Nair', facts: { organisation: 'Wexshire', number: 'v1.0', digest: publication!.digest, adoptedOn: today } },
  ])
  expect(codeOf(await recordMeasures(db, priya, { adoptionId: id, corrects: '', ...digital }))).toBe('already-done')
  valueOf(await recordMeasures(db, priya, { adoptionId: id, corrects: '1', ...digital, completedOnline: '6868' }))
  expect(codeOf(await recordMeasures(db, priya, { adoptionId: id, corrects: '1', ...digital }))).toBe('stale')
  expect(valueOf(await adoptionInView(db, priya, id)).measures.map((one) => [one.revision, one.corrects, one.completedOnline])).toEqual([[1, null, 6867], [2, 1, 6868]])
})

test('AD-1 nothing half: what is wrong is refused with its field, and leaves no row', async () => {
  const it = await published()
  const [priya] = it.holders as [PersonActor]
  const before = await Promise.all(['adoptions', 'adoption_measures', 'audit_events'].map((table) => rowsOf(db, table)))
  const field = async (more: Parameters<typeof adopt>[2]) => refusalOf(await adopt(it, priya, more))?.field
  expect(await field({ ownerPost: ' ' })).toBe('ownerPost')
  expect(await field({ adoptedOn: later(1) })).toBe('adoptedOn')
  expect(await field({ baseline: { ...digital, completed: '0' } })).toBe('completed')
  expect(await field({ organisationId: it.council.id })).toBe('organisationId')
  expect(codeOf(await adopt(it, priya, { digest: '0'.repeat(64) }))).toBe('stale')
  expect(await Promise.all(['adoptions', 'adoption_measures', 'audit_events'].map((table) => rowsOf(db, table)))).toEqual(before)
})

test('AD-2 only the people of a council adopt for it, and only they see what it recorded', async () => {
  const it = await published()
  const [priya, ravi, sian, , marcus] = it.holders as [PersonActor, PersonActor, PersonActor, PersonActor, PersonActor]
  for (const actor of [it.outsider, it.advisor, it.admin, marcus]) expect(codeOf(await adopt(it, actor))).toBe('not-allowed')
  expect(codeOf(await adopt(it, anonymous as never))).toBe('sign-in-needed')
  const { id } = valueOf(await adopt(it, priya))
  expect(valueOf(await adoptionInView(db, ravi, id)).adoption.recordedByName).toBe('Priya Nair')
  for (const actor of [it.outsider, it.advisor, it.admin, it.lead, sian, marcus]) {
    expect(codeOf(await adoptionInView(db, actor, id))).toBe('not-found')
    expect(codeOf(await recordMeasures(db, actor, { adoptionId: id, corrects: '', ...digital }))).toBe('not-found')
    expect(codeOf(await recordExemption(db, actor, { adoptionId: id, blockId: confirmationId, reason: 'No', ownerPost: 'Head', expiresOn: later(30) }))).toBe('not-found')
  }
})

test('AD-5, AD-6 an exemption has reason, owner and expiry; what does not apply needs none', async () => {
  const it = await published()
  const [priya, , sian] = it.holders as [PersonActor, PersonActor, PersonActor]
  const { id } = valueOf(await adopt(it, sian))
  const given = { adoptionId: id, blockId: confirmationId, reason: 'Text messages not procured', ownerPost: 'Head of Digital', expiresOn: later(90) }
  for (const [more, field] of [[{ reason: '' }, 'reason'], [{ ownerPost: '' }, 'ownerPost'], [{ expiresOn: '' }, 'expiresOn'], [{ expiresOn: today }, 'expiresOn'], [{ blockId: 'z' }, 'blockId']] as const) {
    expect(refusalOf(await recordExemption(db, sian, { ...given, ...more })), field).toMatchObject({ code: 'invalid', field })
  }
  expect(valueOf(await recordExemption(db, sian, given))).toEqual({ id, ref: 'FSM-01' })
  expect(codeOf(await recordExemption(db, sian, given))).toBe('already-done')
  const seen = valueOf(await adoptionInView(db, sian, id))
  expect(seen.exemptions).toMatchObject([{ ref: 'FSM-01', reason: 'Text messages not procured', ownerPost: 'Head of Digital', expiresOn: later(90) }])
  const applying = (view: typeof seen) => view.requirements!.map((one) => [one.requirement.ref, one.applicability])
  expect(applying(seen)).toEqual([['FSM-01', 'applies'], ['FSM-02', 'applies'], ['FSM-03', 'applies']])
  const own = valueOf(await adopt(it, priya)).id
  expect(applying(valueOf(await adoptionInView(db, priya, own)))).toEqual([['FSM-01', 'applies'], ['FSM-02', 'applies'], ['FSM-03', 'does not apply']])
  expect(refusalOf(await recordExemption(db, priya, { ...given, adoptionId: own, blockId: 'd'.repeat(12) }))).toMatchObject({ field: 'blockId', message: expect.stringContaining('does not apply') })
})

async function tellAll() {
  let going = true
  while (going) going = await tellNextNews(db, post)
}

const toldOf = async (it: WorkingGroup, person: PersonActor) =>
  (await db.select().from(notifications).where(eq(notifications.personId, person.id))).filter((one) => one.sentence.includes(it.standard.slug.slice(-8))).map((one) => [one.kind, one.sentence, one.link])

test('AD-3, AD-7, AD-8 adopters are told of an erratum, and of v1.1 to move to; the record on v1.0 stays, in public too', async () => {
  const it = await published()
  const [priya, , sian] = it.holders as [PersonActor, PersonActor, PersonActor]
  const [own, other] = [valueOf(await adopt(it, priya)).id, valueOf(await adopt(it, sian)).id]
  await tellAll()
  await sql`delete from digest_items`
  await sql`delete from notifications`
  const [v1] = await publicationHistory(db, it.standard.slug)
  const erratum = valueOf(await proposeErratum(db, it.lead, { standardId: it.standard.id, publicationId: v1!.id, blockId: noteId, words: new Map([[0, 'Note 1: the limit ended.']]), explanation: 'It ended.' }))
  valueOf(await publishErratum(db, it.advisor, { standardId: it.standard.id, erratumId: erratum.id }))
  await Promise.all([tellAll(), tellAll()])
  expect(await toldOf(it, priya)).toEqual([['adoption',
    `E1 to “${v1!.title}” v1.0, which Wexshire has adopted: class 2, no effect on conformance. No re-assessment is asked`, `/workspace/adoptions/${own}`]])
  expect(await toldOf(it, it.lead)).not.toContainEqual(expect.arrayContaining(['adoption']))
  await sql`delete from digest_items`
  await sql`delete from notifications`
  await publishText(db, it, [...text, requirement('e', 'MUST', 'The form MUST take an asylum support reference.')])
  await tellAll()
  const prompt = (council: string, id: string) => ['newer version',
    `“${v1!.title}” v1.1 supersedes v1.0, which ${council} has adopted: consider moving to it. The adoption of v1.0 stays valid`, `/workspace/adoptions/${id}`]
  const published11 = (told: string[][]) => told.filter(([kind]) => kind === 'newer version' || kind === 'publication')
  expect(published11(await toldOf(it, priya) as string[][])).toEqual([prompt('Wexshire', own)])
  expect(published11(await toldOf(it, sian) as string[][])).toEqual([prompt('Aberwen', other)])
  expect(published11(await toldOf(it, it.lead) as string[][])).toEqual([['publication', expect.stringContaining('v1.1 is published'), expect.any(String)]])
  expect((await db.select().from(mailbox).where(eq(mailbox.to, priya.email))).filter((letter) => letter.subject.includes('v1.1 supersedes'))).toHaveLength(1)
  const stamp = await adoptionStamp(db)
  const moved = valueOf(await adopt(it, priya, { label: 'v1.1' })).id
  expect(await adoptionStamp(db)).not.toBe(stamp)
  expect(await adoptersOf(db, it.standard.id)).toEqual([
    { organisation: 'Aberwen', label: 'v1.0', adoptedOn: today, movedTo: null },
    { organisation: 'Wexshire', label: 'v1.1', adoptedOn: today, movedTo: null }, { organisation: 'Wexshire', label: 'v1.0', adoptedOn: today, movedTo: 'v1.1' },
  ])
  expect(valueOf(await adoptionInView(db, priya, own)).adoption).toMatchObject({ label: 'v1.0', version: { kind: 'superseded', by: 'v1.1' }, movedTo: { id: moved, label: 'v1.1' } })
  expect(codeOf(await recordMeasures(db, priya, { adoptionId: own, corrects: '', ...digital }))).toBe('closed')
  expect(codeOf(await adopt(it, priya))).toBe('already-done')
  expect((await ownAdoptions(db, priya))[0]!.adoptions.map((one) => [one.label, one.errata])).toEqual([['v1.1', 0], ['v1.0', 1]])
})

test('AD-1, AD-8 a superseded version may be adopted, a withdrawn one not; its adopters are told of the withdrawal, and their record stays', async () => {
  const it = await published()
  const [priya, , sian] = it.holders as [PersonActor, PersonActor, PersonActor]
  await publishText(db, it, [...text, requirement('e', 'MUST', 'The form MUST be short.')])
  const { id } = valueOf(await adopt(it, priya))
  valueOf(await adopt(it, sian, { label: 'v1.1' }))
  const v1 = (await publicationHistory(db, it.standard.slug)).find((one) => one.label === 'v1.0')!
  valueOf(await withdrawPublication(db, it.advisor, { standardId: it.standard.id, publicationId: v1.id, reason: 'The law changed', hidesText: true }))
  await tellAll()
  expect(await toldOf(it, priya)).toContainEqual(['newer version', `“${v1.title}” v1.0, which Wexshire has adopted, was withdrawn: The law changed`, `/workspace/adoptions/${id}`])
  // Who had moved before the news was told is asked for nothing.
  expect((await toldOf(it, sian)).filter(([kind]) => kind === 'newer version')).toEqual([])
  expect(codeOf(await adopt(it, sian))).toBe('closed')
  expect(valueOf(await adoptionInView(db, priya, id))).toMatchObject({ requirements: null, errata: [], adoption: { version: { kind: 'withdrawn' } } })
  expect(codeOf(await recordExemption(db, priya, { adoptionId: id, blockId: confirmationId, reason: 'No', ownerPost: 'Head', expiresOn: later(30) }))).toBe('closed')
})
