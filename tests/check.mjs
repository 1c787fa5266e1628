// `npm run check`: the fast part of the tests, on a fresh clone too.
import { ensureInstalled } from '../server/prepare.mjs'
import { runStages, stages } from './stages.mjs'

await ensureInstalled()
const { passed, failed } = await runStages(stages.filter(({ fast }) => fast))
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
