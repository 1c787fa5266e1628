import { readFile } from 'node:fs/promises'
import { WebSocket } from 'ws'
import { type Action, cellOf, permissions, type Role, roles } from '@/lib/groups/permissions'
import { type Door, doors, pathOf, type Way } from '@/tests/doors'
import { expect, test } from './actors'
import { changedSince, digestsOfData, type DoorsWorld, doorsWorld } from './doors-world'

type Verdict = 'through' | 'refused' | 'either'

/** What the table of permissions says of a role at a way in; where it depends on more than the role, either will do here. */
function expected(way: Way, role: Role): Verdict {
  if (way === 'nobody') return 'refused'
  if (way === 'public' || way === 'demo') return 'through'
  if (way === 'signed-in' || way === 'self') return role === 'anonymous' ? 'refused' : way === 'self' ? 'either' : 'through'
  if (way === 'admin') return role === 'admin' ? 'through' : 'refused'
  if (way === 'token' || !(way in permissions)) return 'either'
  const cell = cellOf(way as Action, role)
  return cell === 'Y' || cell === 'a' || cell === 's' ? 'through' : cell === '-' || cell === 'b' ? 'refused' : 'either'
}

/** The advisor's alone, by the story's 22nd step; the table of permissions is silent. */
const discards = (door: string): boolean => /discard/.test(door)

function expectedAt({ door, way }: Door, role: Role): Verdict {
  if (discards(door)) return role === 'advisor' ? 'either' : 'refused'
  // An administrator sees there who advises, and no member; and there is nothing published to withdraw.
  if (door === 'page /workspace/groups/:group/members' && role === 'admin') return 'either'
  if (door.endsWith('/publish/withdraw') && role === 'advisor') return 'either'
  return expected(way, role)
}

const address = (): string => process.env.ACCORD_PLAYS_URL!
const canary = 'It works on a phone.'
const wrong: string[] = []
let played = 0
let world: DoorsWorld

test.beforeAll(async () => { world = await doorsWorld(process.env.ACCORD_PLAYS_DATABASE!, process.env.ACCORD_PLAYS_URL!) })
test.afterAll(() => world.close())

const hold = (condition: boolean, what: string): void => {
  played += 1
  if (!condition) wrong.push(what)
}

test('every page and route × every role', async () => {
  test.setTimeout(300_000)
  for (const one of doors) {
    const path = /^(page|GET|POST|PUT|PATCH|DELETE) /.test(one.door) ? pathOf(one.door, world.parts) : null
    if (path === null || one.way === 'token' || path.startsWith('/sign-in') || path.startsWith('/dev/')) continue
    const method = one.door.startsWith('page ') ? 'GET' : one.door.split(' ')[0]!
    for (const role of roles) {
      const answer = await fetch(address() + path, { method, redirect: 'manual', headers: { cookie: world.cookies[role], origin: address() } })
      const body = await answer.text()
      const verdict = expectedAt(one, role)
      const label = `${one.door} as ${role}: ${answer.status}`
      // The version under consultation is public on the consultation's own pages.
      if (expected('draft.open', role) !== 'through' && !/consultation/.test(one.door)) hold(!body.includes(canary), `${label}, and the draft's text shows`)
      if (one.way === 'public' || expected(one.way, 'anonymous') === 'through') hold(answer.status < 500, label)
      else if (verdict === 'through') hold(answer.status === 200, label)
      else if (verdict === 'refused') hold(isRefused(answer.status, body), `${label}, and not refused`)
    }
  }
  expect(wrong).toEqual([])
})

/** 4xx, off to sign in, a page that is all refusal, or one whose every button is off with its reason. */
function isRefused(status: number, body: string): boolean {
  if (status >= 400 || (status >= 300 && status < 400)) return true
  if (/\bid="refusal-title"/.test(body) || /NEXT_(REDIRECT|HTTP_ERROR_FALLBACK;404)/.test(body)) return true
  const main = body.slice(body.indexOf('<main'), body.indexOf('</main>'))
  const buttons = main.match(/<button[^>]*type="submit"[^>]*>/g) ?? []
  return main.includes('aria-disabled="true"') && buttons.every((button) => button.includes('aria-disabled="true"'))
}

const about = new Set(['sign-in-needed', 'not-found', 'not-allowed', 'members-only', 'advisor-only', 'lead-only', 'editor-only', 'admin-only', 'electors-only',
  'own-only', 'break-glass-needed', 'conflict-of-role'])
/** What a role that may act can meet here all the same: there is no such file, comment or membership. */
const meets = new Set(['not-found', 'conflict-of-role'])
/** Those that would do their work with what is sent here: only roles that are refused play them. */
const works = /#(leave|endOthers|endSession|signOut|remove|setRole|unassign|assign|withdraw|withdrawPublished|suspend|restore|showEmail|close|resolveThreadAction|reopenThreadAction|startThreadAction|replyAction|deleteCommentAction|join|add|importFile|invite|create|lodge|answer|ask|rule|respond|withdrawOwnDissent|closeForComment)$/

test('every server action × every role: who may not is refused, and nothing has changed', async () => {
  test.setTimeout(300_000)
  const manifest = JSON.parse(await readFile('.next/server/server-reference-manifest.json', 'utf8')) as Manifest
  for (const one of doors.filter(({ door, way }) => door.startsWith('action ') && way !== 'public' && way !== 'token')) {
    const action = actionOf(manifest, one.door)
    expect(action, `${one.door} is not in the build`).toBeDefined()
    for (const role of roles) {
      const verdict = expectedAt(one, role)
      if (verdict === 'either' || (verdict === 'through' && works.test(one.door))) continue
      const before = await digestsOfData(world.sql)
      const code = await act(action!, one.door, role)
      if (verdict === 'through') hold(!code || !about.has(code) || meets.has(code), `${one.door} as ${role} is refused: ${code}`)
      else {
        hold(code === 'nowhere' || (code !== null && about.has(code)), `${one.door} as ${role} is not refused: ${code}`)
        const changed = changedSince(before, await digestsOfData(world.sql))
        hold(changed.length === 0, `${one.door} as ${role} changed ${changed.join(', ')}`)
      }
    }
  }
  expect(wrong).toEqual([])
})

interface Manifest { node: Record<string, { filename: string; exportedName: string; workers: Record<string, unknown> }> }

function actionOf(manifest: Manifest, door: string) {
  const [file, name] = door.slice('action '.length).split('#') as [string, string]
  const found = Object.entries(manifest.node).find(([, one]) => one.filename === `app/${file}.ts` && one.exportedName === name)
  return found && { id: found[0], page: Object.keys(found[1].workers)[0]! }
}

/** Calls an action as a form does (`state`, `form`), and tells the code of its refusal, or null. */
async function act({ id, page }: { id: string; page: string }, door: string, role: Role): Promise<string | null> {
  const path = page.replace(/^app/, '').replace(/\/page$/, '').replace(/\[(?:\.\.\.)?(\w+)\]/g, (_, part: string) => world.parts[part as 'slug'] ?? 'none')
  const body = new FormData()
  const bySlug = /charter\/actions|standards\/new\/actions/.test(door)
  const fields = { ...world.fields, ...(bySlug ? { group: world.groupSlug } : {}), ...(door.includes('workspace/calls') ? { slug: world.parts.call } : {}), ...(door.endsWith('#setRef') ? { number: 'none' } : {}) }
  for (const [name, value] of Object.entries(fields)) body.append(`_1_${name}`, value)
  body.append('_1_file', new Blob(['# A title\n\nIt MUST work.\n']), 'text.md')
  body.append('0', '[null,"$K1"]')
  const answer = await fetch(address() + path, {
    method: 'POST', body, redirect: 'manual', headers: { 'next-action': id, 'accept': 'text/x-component', 'origin': address(), 'cookie': world.cookies[role] },
  })
  const text = await answer.text()
  if (answer.headers.get('x-action-redirect')?.includes('/sign-in')) return 'sign-in-needed'
  const code = text.match(/"refusal":\{"code":"([a-z-]+)"/)?.[1]
  return code ?? (/HTTP_ERROR_FALLBACK;404/.test(text) ? 'nowhere' : null)
}

test('the socket × every role', async () => {
  for (const role of roles) {
    const answer = await new Promise<string>((resolve) => {
      const socket = new WebSocket(`${address().replace('http', 'ws')}/sync/${world.standardId}?schema=1`, { headers: { origin: address(), cookie: world.cookies[role] } })
      socket.once('message', () => { resolve('through'); socket.close() })
      socket.once('close', (code) => resolve(`closed ${code}`))
      socket.once('error', (error) => resolve(String(error)))
    })
    const verdict = expected('draft.connect', role)
    hold(verdict === 'through' ? answer === 'through' : answer.startsWith('closed 44'), `socket as ${role}: ${answer}`)
  }
  for (const role of roles) {
    const answer = await overPlainHttp(role)
    const verdict = expected('draft.connect', role)
    hold(verdict === 'through' ? answer === 'through' : /^(closed 44|refused 4)/.test(answer), `plain HTTP as ${role}: ${answer}`)
  }
  console.log(`doors: ${doors.length}, unclassified: 0, cells played: ${played}, wrong: ${wrong.length}`)
  expect(wrong).toEqual([])
})

/** Opens the stream, asks who is here, and tells what came of it. */
async function overPlainHttp(role: Role): Promise<string> {
  const headers = { 'x-accord-draft': '1', 'origin': address(), 'cookie': world.cookies[role] }
  const draft = `${address()}/sync/${world.standardId}`
  const answer = await fetch(`${draft}/events?schema=1`, { headers })
  if (!answer.ok) return `refused ${answer.status}`
  const letters = new TextDecoder()
  let heard = ''
  for await (const piece of answer.body!) {
    heard += letters.decode(piece as Uint8Array, { stream: true })
    const [, connection] = heard.match(/"connection":"([^"]+)"/) ?? []
    const [, code] = heard.match(/"code":(\d+)/) ?? []
    if (code) return `closed ${code}`
    if (/^data: \w/m.test(heard)) return 'through'
    if (connection) void fetch(`${draft}/messages?connection=${connection}&number=1`, { method: 'POST', headers, body: new Uint8Array([0, 0, 0, 1, 3]) })
  }
  return 'ended'
}
