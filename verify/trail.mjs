// Checks a downloaded audit trail. Needs Node and nothing else.
import { Walk, beginning, digestOfEvent, inWords } from './chain.mjs'

const isHash = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
const isHead = (value) => value !== null && typeof value === 'object' && Number.isSafeInteger(value.place) && value.place >= 0 && isHash(value.hash)
const named = ({ place, event }) => `The event at place ${place} (${event.id}, ${event.kind}, ${event.at})`

function shape(trail) {
  if (trail === null || typeof trail !== 'object' || trail.accord !== 'audit trail') return 'This is not an audit trail.'
  if (trail.schema !== 1) return `This audit trail is of form ${trail.schema}, which this verifier does not know.`
  if (!isHead(trail.since) || !isHead(trail.head) || !Array.isArray(trail.links) || !Array.isArray(trail.events)) return 'The audit trail cannot be read.'
  if (!trail.links.every(isHash) || !trail.events.every((one) => one?.event && Number.isSafeInteger(one.place))) return 'The audit trail cannot be read.'
  return null
}

/** Each event told is the one at its place; a whole trail leaves none out. */
function eventsWrong({ of, since, links, events }) {
  let last = since.place
  for (const told of events) {
    if (told.place <= last) return `${named(told)} is out of its order.`
    const digest = links[told.place - since.place - 1]
    if (digest === undefined) return `${named(told)} is past the end of the chain.`
    if (digestOfEvent(told.event) !== digest) return `${named(told)} is not the one that was recorded: it does not match its link.`
    if (of && told.event.groupId !== of.id) return `${named(told)} is not of the group ${of.name}.`
    last = told.place
  }
  if (of) return null
  if (since.place !== 0 || since.hash !== beginning.hash) return 'A whole trail begins with the first event, and this one does not.'
  return links.length === events.length ? null : `The trail leaves events out: the chain has ${links.length} links, and ${events.length} events are told.`
}

function chainWrong({ since, head, links }, heads) {
  const walk = new Walk(since, heads.filter((one) => one.place > since.place))
  const begun = heads.find((one) => one.place === since.place && one.hash !== since.hash)
  if (begun) return `The chain was rewritten: the head printed of place ${begun.place} is not the one that this trail begins with.`
  for (const digest of links) {
    const wrong = walk.step(digest)
    if (wrong) return wrong
  }
  const cut = walk.end()
  if (cut) return cut
  return inWords(walk.head) === inWords(head) ? null
    : `The chain does not lead to the head that the trail names: after place ${walk.head.place} it has ${walk.head.hash}, the trail says ${inWords(head)}.`
}

/** The first thing that is wrong, in words; null when all of it holds. `heads`: printed elsewhere, each `{ place, hash }`. */
export const firstWrongInTrail = (trail, heads = []) => shape(trail) ?? eventsWrong(trail) ?? chainWrong(trail, heads)

export function trailSummary({ of, since, head, events }, heads) {
  const whole = of ? `${events.length} events of ${of.name}` : `${events.length} events, the whole trail`
  const earlier = heads.filter((one) => one.place < since.place).length
  return [
    `${whole}: the trail holds.`, '',
    `Head         ${inWords(head)}`,
    of ? 'Each event shown stands unchanged at its place in the chain. That none of the group’s was left out shows only in the whole trail, or in the database.' : '',
    heads.length === 0 ? 'Compare the head with one printed on a published page, in a feed or beside a backup (--head): a chain that was rewritten as a whole shows only there.'
      : `${heads.length - earlier} of ${heads.length} printed heads stand in this chain${earlier ? '; the others are of places before it begins' : ''}.`,
  ].filter((line, index) => line !== '' || index === 1).join('\n')
}
