import { performance } from 'node:perf_hooks'
import { compareVersions } from '../../lib/versions/compare'
import { redline } from '../../lib/versions/redline'
import type { Block } from '../../lib/document/types'

/** Compares two texts of N requirements (1,500): one in ten reworded, one in fifty moved, one in a hundred added or removed. */
const count = Number(process.argv[2] ?? 1500)
const words = 'the service council form applicant decision evidence within days must show keep send told reason'.split(' ')
const sentence = (seed: number, length = 30) => Array.from({ length }, (_, at) => words[(seed * 7 + at * 13 + at * at * seed) % words.length]).join(' ')
const id = (n: number) => `r${String(n).padStart(11, '2')}`

const paragraph = (n: number, text: string): Block => ({ type: 'paragraph', attrs: { id: id(n + 100_000) }, content: [{ type: 'text', text }] })
const requirement = (n: number, text: string): Block => ({
  type: 'requirement', attrs: { id: id(n), ref: null, level: 'MUST' },
  content: [{ type: 'requirementStatement', content: [paragraph(n, text)] }, { type: 'requirementTest', content: [paragraph(n + 50_000, sentence(n + 1, 15))] }],
})

const before = Array.from({ length: count }, (_, n) => requirement(n, sentence(n)))
const after = before.flatMap((block, n) => {
  if (n % 100 === 99) return []
  const said = n % 10 === 0 ? requirement(n, `${sentence(n, 12)} changed ${sentence(n + 3, 12)}`) : block
  return n % 100 === 50 ? [said, requirement(n + 10_000, sentence(n + 5))] : [said]
})
for (let n = 0; n < after.length; n += 50) after.splice((n * 31) % after.length, 0, ...after.splice(n, 1))

for (let run = 1; run <= 5; run++) {
  const start = performance.now()
  const comparison = compareVersions({ title: 'T', content: before }, { title: 'T', content: after })
  const compared = performance.now()
  const blocks = redline(before, after)
  const drawn = performance.now()
  const changed = comparison.requirements.filter((change) => change.kinds[0] !== 'unchanged').length
  console.log(`run ${run}: ${count} requirements, ${changed} changed: compare ${(compared - start).toFixed(0)} ms, redline ${(drawn - compared).toFixed(0)} ms (${blocks.length} blocks)`)
}
