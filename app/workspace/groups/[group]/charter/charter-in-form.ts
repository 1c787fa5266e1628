import type { CharterInput, SeatInput } from '@/lib/groups/charter'
import { constituencies } from '@/lib/groups/constituency'
import type { QuorumRule } from '@/lib/groups/quorum'
import { refuse } from '@/lib/kernel/refusal'
import { ok, refused, type Result } from '@/lib/kernel/result'

type Read = (name: string) => string

const number = (text: string) => (/^\d{1,4}(\.\d{1,2})?$/.test(text) ? Number(text) : null)
const wrong = (field: string, message: string) => refused(refuse('invalid', message, field))

/** The charter that a form's fields spell; rows of seats without a holder count as not there. */
export function charterIn(read: Read): Result<CharterInput> {
  const [present, carried] = [share(read, 'present'), share(read, 'carried')]
  if (!present) return wrong('presentShare', 'Enter the share of seats as a percentage between 0 and 100, such as 60.')
  if (!carried) return wrong('carriedShare', 'Enter the share of approvals as a percentage between 0 and 100, such as 50.')
  const eachConstituency: QuorumRule['eachConstituency'] = {}
  for (const constituency of constituencies) {
    const least = number(read(`least ${constituency}`) || '0')
    if (least === null || !Number.isInteger(least)) return wrong(`least ${constituency}`, `Enter the fewest seats of the ${constituency} as a whole number.`)
    if (least > 0) eachConstituency[constituency] = least
  }
  return ok({
    scope: read('scope'), changes: read('changes'), quorum: { present, eachConstituency, carried },
    reviewPeriodMonths: number(read('reviewPeriodMonths')) ?? -1, writtenWindowDays: number(read('writtenWindowDays')) ?? -1, seats: seatsIn(read),
  })
}

function share(read: Read, name: 'present' | 'carried'): QuorumRule['present'] | null {
  const percent = number(read(`${name}Share`))
  if (percent === null || percent > 100) return null
  return { comparison: read(`${name}Comparison`) === 'at least' ? 'at least' : 'over', share: Math.round(percent * 100) / 10_000 }
}

function seatsIn(read: Read): SeatInput[] {
  const rows = Math.min(60, Number(read('rows')) || 0)
  return Array.from({ length: rows }, (_, row) => ({ name: read(`seat ${row} name`), holderId: read(`seat ${row} holder`), substituteId: read(`seat ${row} substitute`) || null }))
    .filter((seat) => seat.holderId !== '')
}
