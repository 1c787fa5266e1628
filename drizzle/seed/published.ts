import { eq } from 'drizzle-orm'
import { charters, standards } from '@/drizzle/schema'
import { recordAdoption } from '@/lib/adoption/commands'
import { adoptersOf } from '@/lib/adoption/queries'
import { clockOf, type Database } from '@/lib/db'
import { startDraft } from '@/lib/drafts/commands'
import { charterGroup, createGroup } from '@/lib/groups/commands'
import { londonDate } from '@/lib/kernel/clock'
import type { PersonActor } from '@/lib/kernel/actor'
import { publish } from '@/lib/publication/commands'
import { publishedVersion } from '@/lib/publication/queries'
import { certify, closeRound, openRound, takePosition, writeMinorityStatement } from '@/lib/signoff/commands'
import { positionsOf, roundById, roundsOfStandard } from '@/lib/signoff/queries'
import type { Round } from '@/lib/signoff/round'
import { tagVersion } from '@/lib/versions/commands'
import { newestVersion } from '@/lib/versions/queries'
import { demoActor, expectDone, organisationOf } from './demo'
import { binsSeats } from './people'
import { publishedText } from './published-text'
import { groupBySlug, seedMember, type SeedSettings, storyQuorum } from './world'

const ownerPost = 'Head of Waste Services'
const dissenting = 'Pavel Oyelaran'
const reason = 'BIN-04 joins reports that some councils want to count one by one.'
const minorityStatement = 'We agree with this standard but for BIN-04. Some of our customers count reports, not bins: two neighbours who share a bin are two people who were let down. '
  + 'Joining them as they arrive cannot be undone later. We would rather show both to the crew as one, and keep both.'
const processStatement = 'Every seat was asked and every seat took a position on this very text. No formal objection was open. One seat dissented, and its statement is published beside the text.'

/** A second working group, which has published: what the public reads has something in it from the first minute. */
export async function seedPublished(on: Database, settings: SeedSettings): Promise<void> {
  const advisor = await demoActor(on, 'Edwin Asante')
  const groupId = await seedGroup(on, settings, advisor)
  const { id, slug } = await seedDraft(on, groupId)
  if (!await publishedVersion(on, slug)) await seedPublication(on, advisor, id)
  if ((await adoptersOf(on, id)).length === 0) await seedAdoption(on, slug)
}

async function seedGroup(on: Database, settings: SeedSettings, advisor: PersonActor): Promise<string> {
  const { id } = await groupBySlug(on, 'missed-bins') ?? expectDone(await createGroup(on, advisor, {
    name: 'Missed bins', remit: 'Agrees what reporting a missed bin on line has to be like, from the form to the bin being emptied.',
  }), 'second group')
  for (const { holder, role } of binsSeats) await seedMember(on, settings, advisor, id, { name: holder, role })
  const [chartered] = await on.select({ id: charters.id }).from(charters).where(eq(charters.groupId, id))
  if (!chartered) expectDone(await charterGroup(on, advisor, {
    groupId: id, scope: 'Reporting a household’s missed bin to a council: the form, the crew’s list, and what the person hears.', changes: '',
    quorum: storyQuorum, reviewPeriodMonths: 12, writtenWindowDays: 5,
    seats: await Promise.all(binsSeats.map(async ({ name, holder }) => ({ name, holderId: (await demoActor(on, holder)).id, substituteId: null }))),
  }), 'second charter')
  return id
}

async function seedDraft(on: Database, groupId: string): Promise<{ id: string; slug: string }> {
  const [begun] = await on.select({ id: standards.id, slug: standards.slug }).from(standards).where(eq(standards.groupId, groupId))
  return begun ?? expectDone(await startDraft(on, await demoActor(on, 'Yusra Patel'), {
    groupId, title: 'Missed bins: report online', refPrefix: 'BIN', content: publishedText(),
  }), 'second draft')
}

/** From the draft to v1.0, each step unless it was taken before. */
async function seedPublication(on: Database, advisor: PersonActor, standardId: string): Promise<void> {
  const version = await newestVersion(on, standardId)
    ?? expectDone(await tagVersion(on, await demoActor(on, 'Yusra Patel'), { standardId, note: 'For signing.' }), 'version to sign')
  const inDays = async (days: number) => new Date((await clockOf(on)).getTime() + days * 86_400_000)
  const reviewDate = londonDate(await inDays(365))
  const [known] = await roundsOfStandard(on, standardId)
  const { roundId } = known ? { roundId: known.id } : expectDone(await openRound(on, advisor, {
    standardId, versionId: version.id, closesAt: await inDays(7), ownerPost, reviewDate,
  }), 'round')
  const now = async (): Promise<Round> => (await roundById(on, roundId))!
  if ((await now()).state.kind === 'open') {
    for (const { holder } of binsSeats) await seedPosition(on, await now(), holder)
    expectDone(await closeRound(on, advisor, { roundId }), 'closing of the round')
  }
  const closed = await now()
  if (closed.state.kind === 'carried') {
    const dissenter = await demoActor(on, dissenting)
    const electorId = closed.electors.find((seat) => seat.holderId === dissenter.id)!.id
    if (closed.minorityStatements.length === 0) expectDone(await writeMinorityStatement(on, dissenter, { roundId, electorId, text: minorityStatement }), 'minority statement')
    expectDone(await certify(on, advisor, { roundId, statement: processStatement }), 'certificate')
  }
  expectDone(await publish(on, advisor, { roundId, ownerPost, reviewDate }), 'publication')
}

async function seedPosition(on: Database, round: Round, holder: string): Promise<void> {
  const actor = await demoActor(on, holder)
  const electorId = round.electors.find((seat) => seat.holderId === actor.id)!.id
  if ((await positionsOf(on, round.id)).some((position) => position.electorId === electorId)) return
  const dissents = holder === dissenting
  expectDone(await takePosition(on, actor, {
    roundId: round.id, electorId, digest: round.digest, position: dissents ? 'dissent' : 'approve', reason: dissents ? reason : '',
  }), `position of ${holder}`)
}

async function seedAdoption(on: Database, slug: string): Promise<void> {
  const publication = (await publishedVersion(on, slug))!
  expectDone(await recordAdoption(on, await demoActor(on, 'Colm Whitaker'), {
    organisationId: await organisationOf(on, 'harcastle'), slug, publicationId: publication.id, digest: publication.digest,
    adoptedOn: londonDate(await clockOf(on)), ownerPost: 'Waste Services Manager',
    baseline: { completed: '', completedOnline: '', startedOnline: '', cost: '', satisfaction: '', note: '', periodFrom: '', periodTo: '' },
  }), 'adoption')
}
