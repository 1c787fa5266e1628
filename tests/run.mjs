// `npm test`: everything, on a bare machine. The last line is `N passed, N failed`, and any failure ends it with 1.
import { ensureInstalled } from '../server/prepare.mjs'
import { runStages, stages } from './stages.mjs'

await ensureInstalled()
const { passed, failed } = await runStages(stages)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
