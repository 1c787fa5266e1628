import { EventEmitter } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { type Answer, type Asked, Compactor } from './off-thread'

/** A thread that says what it is told to. */
class Thread extends EventEmitter {
  readonly asked: Asked[] = []
  postMessage(asked: Asked) { this.asked.push(asked) }
  ref() {}
  unref() {}
  terminate() { return Promise.resolve(0) }
  say(number: number, answer: Answer) { this.emit('message', { number, answer }) }
}

const compactionOf = (generation: number) => ({ generation, state: new Uint8Array([0, 0]), vector: new Uint8Array([0]), formatted: false, depth: 0, held: [] })

test('SY-19 the answer of a thread that was given up is nobody else’s: not another draft’s compaction, nor a digest', async () => {
  const threads: Thread[] = []
  const compactor = new Compactor({ patience: 60_000, megabytes: 16 }, () => {
    threads.push(new Thread())
    return threads.at(-1) as unknown as Worker
  })
  const asked = async (thread: number, times: number) => { while (threads[thread]?.asked.length !== times) await new Promise(setImmediate) }
  const first = compactor.compact('postgres://', 'one draft')
  await asked(0, 1)
  threads[0]!.emit('error', new Error('a line was cut'))
  await expect(first).rejects.toThrow('a line was cut')
  const second = compactor.compact('postgres://', 'another draft')
  await asked(1, 1)
  // It had answered already, and its answer was under way.
  threads[0]!.say(threads[0]!.asked[0]!.number, { compacted: compactionOf(1) })
  threads[1]!.say(threads[1]!.asked[0]!.number, { compacted: compactionOf(2) })
  expect(await second).toMatchObject({ generation: 2 })
  const third = compactor.digest({ base: null, rows: new Uint8Array() })
  await asked(1, 2)
  threads[1]!.say(threads[1]!.asked[0]!.number, { compacted: null })
  threads[1]!.say(threads[1]!.asked[1]!.number, { digest: { vector: 'v', text: 't' }, ms: 1 })
  expect(await third).toMatchObject({ digest: { text: 't' } })
})
