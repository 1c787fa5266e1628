// What a fresh clone needs before Accord can run: packages when they are missing or another lock file's, and a build when a source has
// changed. Plain JavaScript without packages. Each step that takes time says so, on standard error.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { mend, mended } from '../build/mend-postgres.mjs'
import { exists, holderOf } from './holder.mjs'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const say = (line) => process.stderr.write(`${line}\n`)

/** `parts` are what has to be newly built where its sources have changed, of `site` (the public pages' assets), `pages` and `server`. */
export async function prepare(parts) {
  process.chdir(root)
  checkNode()
  // Asked without the lock first: where nothing is to be done, the folder need not be writable.
  if (installed() && !parts.some(stale)) return
  const free = await alone()
  try {
    await install()
    for (const part of parts) if (stale(part)) await build(part)
  } finally {
    free()
  }
}

export async function ensureInstalled() {
  process.chdir(root)
  checkNode()
  if (installed()) return
  const free = await alone()
  try { await install() } finally { free() }
}

async function install() {
  if (!packagesAreThere()) await step('Installing packages', npm, ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'])
  if (!mended()) mend()
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 9)) return
  say(`Accord needs Node 20.9 or newer, and this is ${process.versions.node}.`)
  process.exit(1)
}

/** The driver is mended by npm itself as well; this is for an install without scripts. */
const installed = () => packagesAreThere() && mended()

/** Compares what the lock file asks for with what npm noted when it last finished: an install broken off has no such note. */
function packagesAreThere() {
  const noted = packagesOf(join('node_modules', '.package-lock.json'))
  if (!noted) return false
  return Object.entries(packagesOf('package-lock.json') ?? {})
    .every(([place, wanted]) => place === '' || (noted[place] ? noted[place].version === wanted.version : wanted.optional || wanted.devOptional))
}

function packagesOf(file) {
  try { return JSON.parse(readFileSync(file, 'utf8')).packages } catch { return null }
}

const builds = {
  site: {
    words: 'Building the public pages\' assets', script: [join('build', 'public-assets.mjs')], result: join('public', 'assets', 'manifest.json'),
    sources: ['app', 'build', 'components', 'package-lock.json'],
  },
  pages: {
    words: 'Building the pages', script: [join('node_modules', 'next', 'dist', 'bin', 'next'), 'build'], result: join('.next', 'BUILD_ID'),
    sources: ['app', 'components', 'lib', 'drizzle', 'package-lock.json', 'next.config.mjs', 'postcss.config.mjs', 'tsconfig.json', 'instrumentation.ts'],
  },
  server: {
    words: 'Building the server', script: [join('server', 'build.mjs')], result: join('dist', 'server.js'),
    sources: ['server', 'lib', 'drizzle', 'package-lock.json', 'tsconfig.json'],
  },
}
const stampOf = (part) => join('.build', `${part}.sha256`)

function stale(part) {
  const { result, sources } = builds[part]
  if (!existsSync(result) || !existsSync(stampOf(part))) return true
  return readFileSync(stampOf(part), 'utf8') !== digestOf(sources)
}

async function build(part) {
  const { words, script, sources } = builds[part]
  await stayOutOfTheWay(part)
  rmSync(stampOf(part), { force: true })
  const digest = digestOf(sources)
  await step(words, process.execPath, script)
  writeFileSync(stampOf(part), digest)
}

/** A running instance serves from what a build would replace. */
async function stayOutOfTheWay(part) {
  if (part === 'server') return
  const holder = await holderOf(process.env.ACCORD_DATA_DIR || '.data')
  if (!holder) return
  say(`Nothing was started: ${holder.what} (process ${holder.pid}) is already using this data. Stop it first: the sources have changed since.`)
  process.exit(1)
}

function digestOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths) for (const file of filesOf(path)) hash.update(`${file}\0`).update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

function filesOf(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path).toSorted().flatMap((name) => filesOf(join(path, name))).filter((file) => !/\.(test|fuzz|spec)\.tsx?$|\.md$/.test(file))
}

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'

async function step(words, command, args) {
  say(`${words} …`)
  const began = Date.now()
  const { code, output } = await finished(command, args)
  const seconds = Math.round((Date.now() - began) / 1000)
  if (code === 0) return say(`${words}: done in ${seconds} s`)
  say(`${output}\n${words}: failed after ${seconds} s`)
  process.exit(1)
}

/** Runs to the end; a signal to us ends it too. */
function finished(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: environment(), shell: process.platform === 'win32' })
    const pass = (signal) => { child.kill(signal); process.exit(1) }
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of signals) process.once(signal, pass)
    const chunks = []
    child.stdout.on('data', (chunk) => chunks.push(chunk))
    child.stderr.on('data', (chunk) => chunks.push(chunk))
    child.on('error', (error) => chunks.push(Buffer.from(error.message)))
    child.on('close', (code) => {
      for (const signal of signals) process.removeListener(signal, pass)
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() })
    })
  })
}

const environment = () => ({ ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' })

/** Two starts at once would build over one another: the second waits until the first is done. */
async function alone() {
  mkdirSync('.build', { recursive: true })
  const file = join('.build', 'busy')
  for (let told = false; !take(file);) {
    const pid = Number(readFileSync(file, { encoding: 'utf8', flag: 'a+' }))
    if (pid === 0 || !exists(pid)) rmSync(file, { force: true })
    else {
      if (!told) say(`Another Accord (process ${pid}) is installing or building here; waiting for it …`)
      told = true
      await new Promise((resolve) => { setTimeout(resolve, 300) })
    }
  }
  const free = () => rmSync(file, { force: true })
  process.once('exit', free)
  return () => { free(); process.removeListener('exit', free) }
}

function take(file) {
  try { writeFileSync(file, String(process.pid), { flag: 'wx' }); return true } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}
