import { type Database, openDatabase } from '@/lib/db'
import { closeCall, expressInterest } from '@/lib/calls/commands'
import { sayingOf } from '@/lib/drafts/amendment'
import { draftContent } from '@/lib/drafts/queries'
import { proposeErratum, publishErratum } from '@/lib/maintenance/commands'
import { organisationsOf } from '@/lib/organisations/queries'
import { decideProposal, proposeChange } from '@/lib/proposals/commands'
import { publicationHistory } from '@/lib/publication/queries'
import { closeRound, openRound, takePosition } from '@/lib/signoff/commands'
import { roundById } from '@/lib/signoff/queries'
import { tagVersion } from '@/lib/versions/commands'
import { makeCall } from '../tests/call'
import { closeConsultation } from '@/lib/consultation/commands'
import { makeConsultation } from '../tests/consultation'
import { publishText } from '../tests/published'
import { heading, paragraph, requirement } from '../tests/texts'
import { inAWeek, makeWorkingGroup, valueOf, type WorkingGroup } from '../tests/working-group'

const text = [heading('hhhhhhhhhhhh', 'Form design'), paragraph('cccccccccccc', 'What a parent meets first.'), requirement('a', 'MUST', 'It works on a phone.')]

/** Five groups beside the demo's, so that no play meets what these do: one has published twice, one votes, one has just decided, one is to meet, one has consulted. */
export async function makeScene() {
  const { db, sql } = openDatabase(process.env.ACCORD_PLAYS_DATABASE!)
  try {
    const published = await makeWorkingGroup(db)
    const dissent = { by: published.holders[4]!, reason: 'It costs money.', statement: 'It costs money that we do not have.' }
    const first = await publishText(db, published, text, { dissent })
    const second = await publishText(db, published, [...text, requirement('b', 'SHOULD', 'It is quick.')])
    const errata = await correct(db, published)
    const [voting, decided] = [await makeWorkingGroup(db), await makeWorkingGroup(db)]
    await vote(db, voting)
    valueOf(await closeRound(db, decided.advisor, { roundId: await vote(db, decided) }))
    const meeting = await makeWorkingGroup(db)
    await summon(db, meeting)
    await suggest(db, decided)
    const consulting = await makeConsultation(db)
    valueOf(await consulting.comment(consulting.outsider))
    valueOf(await closeConsultation(db, consulting.advisor, { consultationId: consulting.consultationId, reason: 'We have heard enough.' }))
    valueOf(await consulting.comment(consulting.outsider))
    const openCall = await makeCall(db, published.advisor, { title: 'Blue badges: renew, an open call' })
    const closedCall = await answeredCall(db, published)
    // Named apart, so that a play which chooses an organisation by its name finds one.
    await sql`update organisations set name = name || ' ' || slug where slug ~ '-[0-9a-f]{8}$'`
    return { published, errata, voting, decided, meeting, openCall, closedCall, consulting, consulted: consulting.standard.slug, labels: [first.label, second.label] as const }
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** What was found in what is in force: one erratum waits, one is public, one was none and is on the backlog. */
async function correct(db: Database, { lead, advisor, standard }: WorkingGroup): Promise<string> {
  const publicationId = (await publicationHistory(db, standard.slug))[0]!.id
  const propose = async (blockId: string, words: string) => valueOf(await proposeErratum(db, lead, {
    standardId: standard.id, publicationId, blockId, words: new Map([[0, words]]), explanation: 'It was written in haste, and reads wrongly.',
  }))
  await propose('a'.repeat(12), 'It works on any phone and any tablet.')
  const shown = await propose('hhhhhhhhhhhh', 'The design of forms')
  valueOf(await publishErratum(db, advisor, { standardId: standard.id, erratumId: shown.id }))
  return (await propose('cccccccccccc', 'What a parent meets first of all.')).id
}

async function summon(db: Database, { lead, advisor, standard }: WorkingGroup): Promise<void> {
  const version = valueOf(await tagVersion(db, lead, { standardId: standard.id, note: 'For the meeting' }))
  valueOf(await openRound(db, advisor, { standardId: standard.id, versionId: version.id, meetsAt: inAWeek() }))
}

/** One suggestion that waits, and one that was rejected. */
async function suggest(db: Database, { lead, reviewer, standard }: WorkingGroup): Promise<void> {
  const { content } = await draftContent(db, standard.id)
  const propose = async (level: string) => valueOf(await proposeChange(db, reviewer, {
    standardId: standard.id, kind: 'level', blockId: 'a'.repeat(12), seen: sayingOf(content.find((block) => block.attrs?.id === 'a'.repeat(12))!), level, note: 'Councils differ.',
  }))
  valueOf(await decideProposal(db, lead, { proposalId: (await propose('MAY')).id, decision: 'rejected', seen: '', reason: 'All of them need it.' }))
  await propose('SHOULD')
}

/** A call that two have answered, closed and waiting for its charter. */
async function answeredCall(db: Database, { advisor, holders }: WorkingGroup) {
  const call = await makeCall(db, advisor, { title: 'Blue badges: apply, a closed call' })
  for (const [person, constituency] of [[holders[0]!, 'service team'], [holders[4]!, 'supplier']] as const) {
    const [own] = await organisationsOf(db, person.id)
    valueOf(await expressInterest(db, person, { callId: call.id, organisationId: own!.id, constituency, offers: 'I know the form.', nothing: false, text: 'We sell forms.' }))
  }
  valueOf(await closeCall(db, advisor, { callId: call.id, reason: 'Enough have answered.' }))
  return call
}

/** Opens a round in which everybody but the first seat takes a position, the last one dissenting. */
async function vote(db: Database, { standard, lead, advisor, holders }: WorkingGroup): Promise<string> {
  const version = valueOf(await tagVersion(db, lead, { standardId: standard.id, note: 'For signing' }))
  const { roundId } = valueOf(await openRound(db, advisor, { standardId: standard.id, versionId: version.id, closesAt: inAWeek() }))
  const { electors, digest } = (await roundById(db, roundId))!
  for (const holder of holders.slice(1)) {
    const electorId = electors.find((seat) => seat.holderId === holder.id)!.id
    const position = holder === holders.at(-1) ? 'dissent' : 'approve'
    valueOf(await takePosition(db, holder, { roundId, electorId, digest, position, reason: 'As the seat sees it.' }))
  }
  return roundId
}
