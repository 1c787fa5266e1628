import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { createDecoder, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding'
import * as Y from 'yjs'
import { seeded } from './seed'

/** One transaction of a recorded session: who wrote it, and after which others' it was written (indices of transactions). */
export interface TraceStep { readonly agent: number; readonly after: readonly number[]; readonly update: Uint8Array }

export interface Trace { readonly name: string; readonly agents: number; readonly steps: readonly TraceStep[]; readonly end: string }

/** Where recorded sessions of real people lie on machines that have them. */
const folder = join(process.cwd(), '..', 'shared', 'bench', 'traces')

export interface Recorded { readonly name: string; readonly path: string; readonly bytes: number }

/** By size, the shortest first. */
export const recordedTraces = (): Recorded[] => !existsSync(folder) ? [] : readdirSync(folder).filter((name) => name.endsWith('.ytrace.gz'))
  .map((file) => ({ name: file.replace('.ytrace.gz', ''), path: join(folder, file), bytes: statSync(join(folder, file)).size }))
  .sort((a, b) => a.bytes - b.bytes)

/** gzip of lib0: meta (JSON), count, then for each step agent, what it follows, update; last the state and the text at the end. */
export function readTrace(bytes: Uint8Array): Trace {
  const decoder = createDecoder(new Uint8Array(gunzipSync(bytes)))
  const meta = JSON.parse(readVarString(decoder)) as { name: string; agents: number }
  const steps = Array.from({ length: readVarUint(decoder) }, (): TraceStep => ({
    agent: readVarUint(decoder),
    after: Array.from({ length: readVarUint(decoder) }, () => readVarUint(decoder)),
    update: readVarUint8Array(decoder),
  }))
  readVarUint8Array(decoder)
  return { name: meta.name, agents: meta.agents, steps, end: readVarString(decoder) }
}

export const loadTrace = (path: string): Trace => readTrace(readFileSync(path))

/** A session that nobody had: words typed, mended and taken out by `agents` who hear of each other late, in the same format. */
export function makeTrace(name: string, agents: number, length: number, seed: number): Uint8Array {
  const chance = seeded(name, seed)
  const docs = Array.from({ length: agents }, (_, agent) => { const doc = new Y.Doc(); doc.clientID = 1_000_003 + agent * 7_919; return doc })
  const carets = docs.map(() => 0)
  const steps: TraceStep[] = []
  const heard = docs.map(() => 0)
  for (const [agent, doc] of docs.entries()) doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'elsewhere') steps.push({ agent, after: lastOfOthers(steps.slice(0, heard[agent]), agent), update })
  })
  while (steps.length < length) {
    const agent = chance.below(agents)
    if (chance.below(8) === 0) {
      for (const step of steps.slice(heard[agent])) if (step.agent !== agent) Y.applyUpdate(docs[agent]!, step.update, 'elsewhere')
      heard[agent] = steps.length
    }
    type(docs[agent]!.getText('text'), carets, agent, chance)
  }
  const end = new Y.Doc()
  for (const { update } of steps) Y.applyUpdate(end, update)
  return written(name, agents, steps, end)
}

function lastOfOthers(steps: readonly TraceStep[], agent: number): number[] {
  const last = new Map<number, number>()
  for (const [index, step] of steps.entries()) if (step.agent !== agent) last.set(step.agent, index)
  return [...last.values()]
}

function type(text: Y.Text, carets: number[], agent: number, chance: ReturnType<typeof seeded>): void {
  if (chance.below(20) === 0) carets[agent] = chance.below(text.length + 1)
  const caret = Math.min(carets[agent]!, text.length)
  if (chance.below(6) === 0 && caret > 0) {
    const gone = Math.min(caret, 1 + chance.below(chance.below(10) === 0 ? 40 : 2))
    text.delete(caret - gone, gone)
    carets[agent] = caret - gone
  } else {
    const word = chance.below(15) === 0 ? 'a line that was pasted\n' : chance.pick([...'etaoin shrdlu.\n'])
    text.insert(caret, word)
    carets[agent] = caret + word.length
  }
}

function written(name: string, agents: number, steps: readonly TraceStep[], end: Y.Doc): Uint8Array {
  const encoder = createEncoder()
  writeVarString(encoder, JSON.stringify({ name, agents }))
  writeVarUint(encoder, steps.length)
  for (const { agent, after, update } of steps) {
    writeVarUint(encoder, agent)
    writeVarUint(encoder, after.length)
    for (const index of after) writeVarUint(encoder, index)
    writeVarUint8Array(encoder, update)
  }
  writeVarUint8Array(encoder, Y.encodeStateAsUpdate(end))
  writeVarString(encoder, end.getText('text').toString())
  return gzipSync(toUint8Array(encoder))
}
