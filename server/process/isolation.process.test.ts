import { afterEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { Peer } from '@/tests/sync-peer'
import { exists } from '../holder.mjs'
import { type Started, cleanUp, gone, health, newFolder, pagesOf, startReady, until } from './rig'

afterEach(cleanUp)

const addressOf = ({ port }: Started) => `http://localhost:${port}`

async function signedIn(program: Started, email: string): Promise<string> {
  const answer = await fetch(`${addressOf(program)}/dev/sign-in`, { method: 'POST', body: new URLSearchParams({ email }), redirect: 'manual' })
  return answer.headers.getSetCookie()[0]!.match(/session-token=([^;]+)/)![1]!
}

async function draftOf(program: Started, token: string): Promise<{ id: string; slug: string }> {
  const answer = await fetch(`${addressOf(program)}/api/v1/me/standards`, { headers: { cookie: `next-auth.session-token=${token}` } })
  return (await answer.json() as { id: string; slug: string; lane: string }[]).find(({ lane }) => lane === 'write')!
}

async function typing(program: Started) {
  const token = await signedIn(program, 'priya.nair@wexshire.example')
  const draft = await draftOf(program, token)
  const peer = new Peer({ address: `localhost:${program.port}`, origin: addressOf(program) }, draft.id, token)
  peer.connect()
  await until(() => peer.synced && peer.settled, program)
  const paragraph = new Y.XmlText()
  const type = () => peer.doc.transact(() => {
    if (!paragraph.parent) {
      const block = new Y.XmlElement('paragraph')
      peer.doc.getXmlFragment('default').push([block])
      block.push([paragraph])
    }
    paragraph.insert(paragraph.length, 'a')
  })
  return { peer, type, draft, token }
}

test('SY-21 the pages killed amid typing: no socket closes, what is typed meanwhile is saved, and the pages come back', async () => {
  const program = await startReady({ data: await newFolder(), env: { ACCORD_DEMO: '1' } })
  const { peer, type } = await typing(program)
  const pages = await pagesOf(program)
  process.kill(pages, 'SIGKILL')
  await gone(pages)
  await until(async () => (await fetch(`${addressOf(program)}/standards`)).status === 503, program)
  const away = await fetch(`${addressOf(program)}/standards`, { headers: { accept: 'text/html' } })
  for (let key = 0; key < 50; key += 1) type()
  await until(() => peer.settled, program)
  expect(await health(program.port)).toBe(200)
  if (away.status === 503) expect(await away.text()).toContain('Accord’s pages are starting again')
  await until(async () => (await fetch(`${addressOf(program)}/standards`)).status === 200, program)
  expect(await pagesOf(program)).not.toBe(pages)
  expect(peer).toMatchObject({ codes: [], synced: true, acknowledged: expect.any(Number) })
  expect(program.said()).toContain('the pages ended; starting them again')
  peer.disconnect()
})

test('SY-21 the server killed: its pages end by themselves', async () => {
  const program = await startReady({ data: await newFolder() })
  const pages = await pagesOf(program)
  expect(exists(pages)).toBe(true)
  program.child.kill('SIGKILL')
  await gone(pages)
})

test('SY-21 a signal that reaches the pages alone does not end them: the server in front decides', async () => {
  const program = await startReady({ data: await newFolder() })
  const pages = await pagesOf(program)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.kill(pages, signal)
  expect((await fetch(`${addressOf(program)}/standards`)).status).toBe(200)
  expect(await pagesOf(program)).toBe(pages)
})
