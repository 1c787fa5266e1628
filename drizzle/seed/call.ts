import { and, eq } from 'drizzle-orm'
import { callClosings, calls, expressions } from '@/drizzle/schema'
import { charterFromCall } from '@/lib/calls/charter-commands'
import type { CharterTerms } from '@/lib/calls/charter-call'
import { closeCall, expressInterest, publishCall } from '@/lib/calls/commands'
import { importLists } from '@/lib/calls/service-commands'
import { clockOf, type Database } from '@/lib/db'
import { londonDate, londonMoment } from '@/lib/kernel/clock'
import { system } from '@/lib/kernel/actor'
import { demoPeople, demoSeats } from './people'
import { demoActor, expectDone, organisationOf, type SeededGroup } from './demo'

/** A few of the services that councils give, by their numbers of the public list; the names are ours. */
const services = [
  [2, 'Help with school clothing'], [3, 'Help with travel to school'], [4, 'Free school meals'], [57, 'Blue badges'], [372, 'Abandoned vehicles'], [524, 'Missed bins'],
] as const
const interactions = [[0, 'Applying for a service'], [4, 'Paying for something'], [8, 'Finding information'], [17, 'Reporting something']] as const

const csv = (heading: string, rows: readonly (readonly [number, string])[]) => [heading, ...rows.map(([id, name]) => `${id},${name}`)].join('\n')

/** Who answered the call, in the order they came: what they bring and what they declare. */
const answers: readonly (readonly [who: string, offers: string, declares: string])[] = [
  ['Priya Nair', 'I run the team that decides 11,000 applications a year and know which questions parents get wrong.', 'Wexshire buys its forms from Keystone.'],
  ['Joanne Adeyemi', 'I redesigned our council’s forms and can bring the recordings of where people stop.', ''],
  ['Sian Pritchard', 'Rules in Wales, applying in Welsh, and how small schools hear of a decision.', ''],
  ['Gethin Rowlands', 'Two days a month, and figures of drop-out from our own form.', ''],
  ['Leah Okafor', 'What a new product can do today, and a test site that the group may use.', 'Formwise hopes to sell to the councils of this group.'],
  ['Marcus Webb', 'What it takes to change a form that is in use in many councils at once.', 'Keystone has contracts for this form with 41 councils, Wexshire among them.'],
  ['Owen Farrell', 'A view from payments: what else a parent has to prove on the way.', 'Brightgate sells payment pages to schools.'],
]

const title = 'Free school meals: apply online'

/** The story's call: published, answered, closed before its time, since the demo begins today, and chartered. */
export async function seedCall(on: Database, terms: CharterTerms): Promise<SeededGroup> {
  const advisor = await demoActor(on, 'Helen Marsh')
  expectDone(await importLists(on, system, [{ list: 'services', csv: csv('LGSL,Name', services) }, { list: 'interactions', csv: csv('LGIL,Name', interactions) }]), 'lists')
  const [known] = await on.select({ id: calls.id }).from(calls).where(eq(calls.title, title))
  const { id } = known ?? expectDone(await publishCall(on, advisor, {
    title, lgsl: 4, lgil: 0, closesAt: await inElevenDays(on),
    evidence: 'In a survey of 2015, 44% of those who tried met the standard for this task. Councils’ own figures say that half of the forms begun are never sent.',
    asks: 'People who decide applications, people who make the form, and suppliers of forms, from England and Wales: two meetings a month until the standard is signed.',
  }), 'call')
  for (const [who, offers, declares] of answers) await seedExpression(on, id, who, offers, declares)
  const [closed] = await on.select({ id: callClosings.callId }).from(callClosings).where(eq(callClosings.callId, id))
  if (!closed) expectDone(await closeCall(on, advisor, { callId: id, reason: 'All three constituencies have answered, and the group wants to begin before the winter.' }), 'closing')
  return expectDone(await charterFromCall(on, advisor, {
    ...terms, callId: id, name: 'Free school meals', remit: 'Agrees what applying for free school meals on line has to be like, whoever built the form.', answers: await answersOf(on, id),
  }), 'charter of the call')
}

const inElevenDays = async (on: Database): Promise<Date> => londonMoment(londonDate(new Date((await clockOf(on)).getTime() + 11 * 86_400_000)), '17:00')!

async function seedExpression(on: Database, callId: string, who: string, offers: string, declares: string): Promise<void> {
  const [actor, person] = [await demoActor(on, who), demoPeople.find((one) => one.name === who)!]
  const [known] = await on.select({ id: expressions.id }).from(expressions).where(and(eq(expressions.callId, callId), eq(expressions.personId, actor.id)))
  if (!known) expectDone(await expressInterest(on, actor, {
    callId, organisationId: await organisationOf(on, person.place), constituency: person.constituency ?? null, offers, text: declares, nothing: declares === '',
  }), `expression of interest of ${who}`)
}

async function answersOf(on: Database, callId: string) {
  const made = await on.select({ id: expressions.id, personId: expressions.personId }).from(expressions).where(eq(expressions.callId, callId))
  return Promise.all(answers.map(async ([who]) => {
    const { id } = await demoActor(on, who)
    const seat = demoSeats.find((one) => one.holder === who)
    return {
      expressionId: made.find((one) => one.personId === id)!.id, answer: seat ? 'seat' as const : 'declined' as const, role: demoPeople.find((one) => one.name === who)?.role ?? '',
      reason: seat ? '' : 'Two suppliers hold seats, one with the form in use and one without; a third would outweigh the service teams.', seatName: seat?.name ?? '', substituteId: null,
    }
  }))
}
