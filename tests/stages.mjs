// The stages of `npm test`. Each is a command; what it printed is shown when it fails. A stage that counts nothing counts as one test.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const vitest = (project) => ({ name: project, script: join('node_modules', 'vitest', 'vitest.mjs'), args: ['run', '--project', project], counts: 'vitest' })

export const stages = [
  { name: 'house', fast: true, script: join('tests', 'house.mjs'), args: [] },
  { name: 'lint', fast: true, script: join('node_modules', 'oxlint', 'bin', 'oxlint'), args: [] },
  { name: 'types', fast: true, script: join('node_modules', 'typescript', 'bin', 'tsc'), args: ['--noEmit'] },
  { ...vitest('unit'), fast: true },
  vitest('database'),
  vitest('sync'),
  { name: 'build', script: join('tests', 'build.mjs'), args: [] },
  vitest('process'),
  {
    name: 'browser', script: join('node_modules', '@playwright', 'test', 'cli.js'), args: ['test', '--config', join('e2e', 'playwright.config.ts')],
    counts: 'playwright', when: () => existsSync(join('e2e', 'playwright.config.ts')),
  },
]

/** Runs them one after another and says for each how long it took and what it counted. */
export async function runStages(chosen) {
  const sum = { passed: 0, failed: 0 }
  for (const stage of chosen) {
    if (stage.when && !stage.when()) continue
    const began = Date.now()
    const { passed, failed, skipped, output } = await runStage(stage)
    sum.passed += passed
    sum.failed += failed
    const seconds = ((Date.now() - began) / 1000).toFixed(1)
    if (failed > 0) console.log(output)
    console.log(`${failed > 0 ? '✗' : '✓'} ${stage.name.padEnd(9)} ${seconds.padStart(6)} s  ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`)
  }
  return sum
}

async function runStage({ script, args, counts }) {
  const folder = mkdtempSync(join(tmpdir(), 'accord-stage-'))
  const report = join(folder, 'report.json')
  const more = counts === 'vitest' ? ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    : counts === 'playwright' ? ['--reporter=line,json'] : []
  try {
    const { code, output } = await finished([script, ...args, ...more], { PLAYWRIGHT_JSON_OUTPUT_FILE: report })
    const counted = counts ? count(report) : { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 }
    // A run that broke before or beside its tests is a failure too, whatever it counted.
    return { ...counted, failed: code !== 0 && counted.failed === 0 ? 1 : counted.failed, output }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function count(report) {
  if (!existsSync(report)) return { passed: 0, failed: 0, skipped: 0 }
  const told = JSON.parse(readFileSync(report, 'utf8'))
  if (told.stats) return { passed: told.stats.expected + told.stats.flaky, failed: told.stats.unexpected, skipped: told.stats.skipped }
  return { passed: told.numPassedTests, failed: told.numFailedTests, skipped: told.numPendingTests + told.numTodoTests }
}

function finished(words, more) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...more } })
    const chunks = []
    child.stdout.on('data', (chunk) => chunks.push(chunk))
    child.stderr.on('data', (chunk) => chunks.push(chunk))
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() }))
  })
}
