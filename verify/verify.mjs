#!/usr/bin/env node
// Checks a downloaded sign-off record against the text in it. Needs Node and nothing else: no package, no database, no network.
//   node verify.mjs sign-off.json [DIGEST]
// With what lies beside it, it checks an audit trail (trail.mjs) and a database (database.mjs, which needs the packages) too.
// DIGEST is the one printed on the public page: with it, a record that was rewritten as a whole is found out too.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

const sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex')

/** RFC 8785 for what a record holds: text, whole numbers, true, false, null, lists and objects. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const keys = Object.keys(value).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`
}

class Wrong extends Error {}

const hold = (condition, sentence) => { if (!condition) throw new Wrong(sentence) }
const isText = (value) => typeof value === 'string'
const isMoment = (value) => isText(value) && !Number.isNaN(Date.parse(value))
const before = (a, b) => Date.parse(a) <= Date.parse(b)

function checkShape(record) {
  hold(record !== null && typeof record === 'object' && record.accord === 'sign-off record', 'This is not a sign-off record.')
  hold(record.schema === 1 || record.schema === 2, `This record is of form ${record.schema}, which this verifier does not know.`)
  for (const part of ['standard', 'version', 'round', 'outcome', 'certificate', 'publication']) {
    hold(record[part] !== null && typeof record[part] === 'object', `The record has no ${part}.`)
  }
  hold(isText(record.text), 'The record holds no text.')
  hold(Array.isArray(record.seats) && record.seats.length > 0, 'The record names no seats.')
}

function checkText(record) {
  hold(sha256(record.text) === record.version.digest,
    `The text is not the one that was signed: its SHA-256 is ${sha256(record.text)}, the version's is ${record.version.digest}.`)
  hold(record.round.digest === record.version.digest, 'The sign-off round was about another text: its digest is not that of the version.')
  const text = JSON.parse(record.text)
  hold(text.accord === 'standard' && canonical(text) === record.text, 'The text is not the canonical text of a standard.')
  hold(text.title === record.standard.title, 'The title in the record is not the one in the text.')
}

const isPerson = (person) => isText(person) && person !== ''
const peopleOf = (seat) => [seat.holder, seat.substitute].filter(Boolean)

function checkPosition(record, seat, position, index) {
  const which = `The position of the seat “${seat.seat}”${seat.positions.length > 1 ? ` (revision ${position.revision})` : ''}`
  const { seal, ...said } = position
  hold(position.revision === index + 1, `${which} is out of its order: a revision is missing or doubled.`)
  hold(seal === sha256(canonical({ seat: seat.seat, ...said })), `${which} is not the one that was recorded: it does not match its seal.`)
  hold(position.digest === record.version.digest, `${which} was taken on another text.`)
  hold(['approve', 'dissent', 'abstain'].includes(position.position), `${which} is none of approve, dissent and abstain.`)
  hold(position.position !== 'dissent' || (isText(position.reason) && position.reason.trim()), `${which} is a dissent without a reason.`)
  hold(isPerson(position.takenBy) && peopleOf(seat).includes(position.takenBy), `${which} was taken by somebody who neither holds the seat nor stands in for it.`)
  hold(position.authority === (position.takenBy === seat.holder ? 'holder' : 'substitute'), `${which} does not say truly by whose authority it was taken.`)
  checkDelegation(record, position, which)
  hold(isMoment(position.takenAt) && before(record.round.openedAt, position.takenAt) && before(position.takenAt, record.round.closedAt)
    && before(position.takenAt, record.round.closesAt), `${which} was taken while the round was not open.`)
  const previous = seat.positions[index - 1]
  hold(!previous || before(previous.takenAt, position.takenAt), `${which} is older than the one it revises.`)
}

/** From form 2 on a substitute names the instrument that they sign under, and a holder needs none. */
function checkDelegation({ schema }, { authority, delegation }, which) {
  if (schema === 1) return
  const named = isText(delegation) && delegation.trim() !== ''
  hold(named === (authority === 'substitute'), authority === 'substitute' ? `${which} was taken by the substitute without naming a delegation.`
    : `${which} names a delegation and was taken by the holder.`)
}

/** A meeting was quorate, and everybody who was present had taken a position by its end. */
function checkMeeting({ round, seats }) {
  if (!round.meeting) return
  const { endedAt, present, writtenUntil } = round.meeting
  hold(isMoment(endedAt) && isMoment(writtenUntil) && before(round.openedAt, endedAt) && before(endedAt, round.closedAt), 'The meeting did not end while the round was open.')
  const there = seats.filter((seat) => seat.positions.some((position) => before(position.takenAt, endedAt))).length
  hold(there === present, `The meeting does not follow from the positions: ${there} seats had taken one at its end, the record says ${present}.`)
}

function checkSeats(record) {
  const names = new Set()
  for (const seat of record.seats) {
    hold(isText(seat.seat) && !names.has(seat.seat), `The seat “${seat.seat}” stands in the record twice: a seat has one vote.`)
    names.add(seat.seat)
    hold(isPerson(seat.holder) && Array.isArray(seat.positions), `The seat “${seat.seat}” cannot be read.`)
    seat.positions.forEach((position, index) => checkPosition(record, seat, position, index))
  }
  const holders = record.seats.map((seat) => seat.holder)
  hold(new Set(holders).size === holders.length, 'One person holds two seats.')
}

const reaches = (part, whole, { comparison, tenThousandths }) => {
  const [left, right] = [BigInt(part) * 10_000n, BigInt(whole) * BigInt(tenThousandths)]
  if (comparison === 'over') return left > right
  hold(comparison === 'at least', 'The quorum rule cannot be read.')
  return left >= right
}

/** Counts the round again from its positions alone. */
export function recount({ seats, round: { quorum } }) {
  const last = seats.map((seat) => ({ constituency: seat.constituency, position: seat.positions.at(-1)?.position }))
  const count = (position) => last.filter((seat) => seat.position === position).length
  const present = last.filter((seat) => seat.position)
  const [approve, dissent, abstain] = [count('approve'), count('dissent'), count('abstain')]
  const quorate = reaches(present.length, last.length, quorum.present) && Object.entries(quorum.eachConstituency)
    .every(([constituency, needed]) => present.filter((seat) => seat.constituency === constituency).length >= needed)
  const carried = approve + dissent > 0 && reaches(approve, approve + dissent, quorum.carried)
  return { outcome: !quorate ? 'not quorate' : carried ? 'carried' : 'not carried', seats: last.length, present: present.length, approve, dissent, abstain }
}

function checkOutcome(record) {
  const counted = recount(record)
  for (const key of ['seats', 'present', 'approve', 'dissent', 'abstain', 'outcome']) {
    hold(counted[key] === record.outcome[key], `The outcome does not follow from the positions: ${key} is ${counted[key]}, the record says ${record.outcome[key]}.`)
  }
  hold(counted.outcome === 'carried', `The round was ${counted.outcome}: nothing could be published from it.`)
}

function checkSteps({ round, version, certificate, publication, seats }) {
  hold(isPerson(certificate.certifiedBy), 'The certificate names nobody.')
  hold(!seats.some((seat) => peopleOf(seat).includes(certificate.certifiedBy)), 'The one who certified is an elector of the round.')
  hold(certificate.certifiedBy !== version.taggedBy, 'The one who certified tagged the version.')
  const steps = [['version was tagged', version.taggedAt], ['round was opened', round.openedAt], ['round was closed', round.closedAt],
    ['certificate was given', certificate.certifiedAt], ['version was published', publication.publishedAt]]
  steps.forEach(([step, at], index) => {
    hold(isMoment(at), `The record does not say when the ${step}.`)
    hold(index === 0 || before(steps[index - 1][1], at), `The ${step} before the ${steps[index - 1]?.[0]}.`)
  })
  hold(/^v[1-9]\d*\.\d+$/.test(publication.label) && isText(publication.ownerPost) && publication.ownerPost.trim(), 'The publication has no number or no owner.')
}

function checkStatements({ seats }) {
  for (const { seat, positions, minorityStatement } of seats) {
    if (!minorityStatement) continue
    hold(positions.at(-1)?.position === 'dissent', `The seat “${seat}” has a minority statement and did not dissent.`)
    hold(isText(minorityStatement.text) && minorityStatement.text.split(/\s+/).filter(Boolean).length <= 200,
      `The minority statement of the seat “${seat}” is longer than 200 words.`)
  }
}

/** The first thing that is wrong, in words; null when all of it holds. `printed`: the record's digest as the public page gives it. */
export function firstWrong(record, printed) {
  try {
    checkShape(record)
    for (const check of [checkText, checkSeats, checkMeeting, checkOutcome, checkSteps, checkStatements]) check(record)
    const digest = sha256(canonical(record))
    hold(!printed || printed === digest, `The record is not the one that was published: its SHA-256 is ${digest}, the page printed ${printed}.`)
    return null
  } catch (error) {
    return error instanceof Wrong ? error.message : `The record cannot be read: ${error.message}`
  }
}

function summary(record) {
  const { standard, version, publication, outcome, certificate, seats } = record
  const text = JSON.parse(record.text)
  const requirements = text.content.filter((block) => block.type === 'requirement').length
  return [
    `${standard.title}, ${publication.label} (signed as ${version.label}): the record holds.`,
    '',
    `Text         ${requirements} requirements, SHA-256 ${version.digest}`,
    `Round ${String(record.round.number).padEnd(6)} ${outcome.outcome}: ${outcome.present} of ${outcome.seats} seats took a position, `
      + `${outcome.approve} approve, ${outcome.dissent} dissent, ${outcome.abstain} abstain`,
    ...seats.map(({ seat, organisation, positions }) => `  ${(positions.at(-1)?.position ?? 'absent').padEnd(10)} ${seat} (${organisation})`
      + (positions.at(-1)?.authority === 'substitute' ? `, by the named substitute${positions.at(-1).delegation ? `, under ${positions.at(-1).delegation}` : ''}` : '')),
    `Certified    ${certificate.certifiedAt}: ${certificate.statement}`,
    `Published    ${publication.publishedAt}; owner: ${publication.ownerPost}; review: ${publication.reviewDate}`,
    '',
    `The record's own SHA-256 is ${sha256(canonical(record))}.`,
    'Compare it with the one printed on the public page: a record that was rewritten as a whole shows only there.',
  ].join('\n')
}

/** What the audit trail keeps of a position: the digest of all of it. Its id, which nobody is shown, keeps it from being guessed. */
export const sealOfPosition = ({ id, roundId, electorId, digest, revision, position, reason, authority, delegation, carriedFrom, takenBy, takenAt }) =>
  sha256(canonical({ id, roundId, electorId, digest, revision, position, reason, authority, delegation, carriedFrom, takenBy, takenAt }))

const usage = `npm run verify -- FILE.json [DIGEST]            a sign-off record; DIGEST as the public page prints it
npm run verify -- TRAIL.json [--head HEAD]      a downloaded audit trail
npm run verify -- --database [URL] [--head HEAD]  a database; without URL the running Accord's
HEAD is HASH@PLACE, or the name of a file that holds it: a saved page or feed, or the .head beside a backup.`

class Unreadable extends Error {}

async function read(file) {
  try { return await readFile(file, 'utf8') } catch (error) { throw new Unreadable(`${file} cannot be read: ${error.message}`) }
}

async function headsOf(words) {
  const { headsIn } = await import('./chain.mjs')
  const found = (await Promise.all(words.map(async (word) => (headsIn(word).length > 0 ? headsIn(word) : headsIn(await read(word)))))).flat()
  if (words.length > 0 && found.length === 0) throw new Unreadable('No head (HASH@PLACE) stands there.')
  return found
}

async function ofFile(file, printed, heads) {
  let given
  try { given = JSON.parse(await read(file)) } catch (error) { throw error instanceof Unreadable ? error : new Unreadable(`${file} cannot be read: ${error.message}`) }
  if (given?.accord !== 'audit trail') {
    const wrong = firstWrong(given, printed)
    return wrong ? { wrong: `This record does not hold. ${wrong}` } : { told: summary(given) }
  }
  const { firstWrongInTrail, trailSummary } = await import('./trail.mjs')
  const wrong = firstWrongInTrail(given, heads)
  return wrong ? { wrong: `This trail does not hold. ${wrong}` } : { told: trailSummary(given, heads) }
}

function runningUrl() {
  const { status, stdout } = spawnSync(process.execPath, [fileURLToPath(new URL('../server/run.mjs', import.meta.url)), 'db-url'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
  if (status !== 0) throw new Unreadable('Say which database: --database URL')
  return stdout.trim()
}

async function ofDatabase(url, heads) {
  const { checkDatabase, databaseSummary } = await import('./database.mjs')
  const { wrong, head } = await checkDatabase(url ?? runningUrl(), heads)
  return wrong ? { wrong: `This database does not hold. ${wrong}` } : { told: databaseSummary(head, heads) }
}

async function main(words) {
  try {
    const { positionals: [first, printed], values } = parseArgs({
      args: words, allowPositionals: true, options: { database: { type: 'boolean' }, head: { type: 'string', multiple: true } },
    })
    if (!first && !values.database) throw new Unreadable(usage)
    const heads = await headsOf(values.head ?? [])
    const { wrong, told } = values.database ? await ofDatabase(first, heads) : await ofFile(first, printed, heads)
    if (wrong) console.error(wrong)
    else console.log(told)
    return wrong ? 1 : 0
  } catch (error) {
    if (!(error instanceof Unreadable) && !String(error.code).startsWith('ERR_PARSE_ARGS')) throw error
    console.error(error.message)
    return 1
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) void main(process.argv.slice(2)).then((code) => { process.exitCode = code })
