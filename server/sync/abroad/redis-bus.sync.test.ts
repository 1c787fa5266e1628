import { afterAll, describe, expect, test } from 'vitest'
import { redisProgram, sayWhatIsLeftOut, TestRedis } from '../../../tests/redis'
import { until } from '../../../tests/sync'
import { RedisBus } from './redis-bus'

sayWhatIsLeftOut('what crosses through Redis (redis-bus)')
const redis = redisProgram ? await TestRedis.start() : null!
const buses: RedisBus[] = []
afterAll(async () => {
  for (const bus of buses) await bus.close()
  await redis?.kill()
})

function open(url = redis.url) {
  const bus = new RedisBus(url)
  const heard: string[] = []
  const turns: string[] = []
  bus.start({ heard: (channel, message) => heard.push(`${channel} ${message}`), up: () => turns.push('up'), down: (why) => turns.push(`down: ${why}`) })
  buses.push(bus)
  return { bus, heard, turns }
}

describe.skipIf(!redisProgram)('with a Redis', () => {
  test('SY-40 what is said on a channel is heard by all who listen, in order, bytes as they were', async () => {
    const [a, b] = [open(), open()]
    await b.bus.listen('one')
    await until(() => a.bus.isUp && b.bus.isUp)
    await a.bus.listen('one')
    for (let n = 0; n < 500; n += 1) a.bus.say('one', Buffer.from([n >> 8, n & 255, 255, 0, 13, 10]))
    await until(() => a.heard.length === 500 && b.heard.length === 500)
    expect(b.heard).toEqual(Array.from({ length: 500 }, (_, n) => `one ${Buffer.from([n >> 8, n & 255, 255, 0, 13, 10])}`))
  })

  test('SY-40 a channel that was left is not heard, and one that is entered again in the same breath is', async () => {
    const [a, b] = [open(), open()]
    await until(() => a.bus.isUp && b.bus.isUp)
    await b.bus.listen('left')
    await b.bus.listen('again')
    b.bus.hush('left')
    b.bus.hush('again')
    await b.bus.listen('again')
    a.bus.say('left', Buffer.from('1'))
    a.bus.say('again', Buffer.from('2'))
    await until(() => b.heard.length > 0)
    expect(b.heard).toEqual(['again 2'])
  })

  test('SY-44 Redis killed and started again: down is said, then up, and all channels are heard as before', async () => {
    const [a, b] = [open(), open()]
    await until(() => a.bus.isUp && b.bus.isUp)
    await b.bus.listen('kept')
    await redis.kill()
    await until(() => !a.bus.isUp && !b.bus.isUp)
    await b.bus.listen('meanwhile')
    a.bus.say('kept', Buffer.from('lost'))
    await redis.start()
    await until(() => a.bus.isUp && b.bus.isUp)
    a.bus.say('kept', Buffer.from('1'))
    a.bus.say('meanwhile', Buffer.from('2'))
    await until(() => b.heard.length === 2)
    expect(b.heard).toEqual(['kept 1', 'meanwhile 2'])
    expect([b.turns[0], b.turns.at(-1), b.turns.some((turn) => turn.startsWith('down'))]).toEqual(['up', 'up', true])
  })

  test('SY-44 a Redis that hangs holds nobody up: what it does not take is bounded, and then it counts as down', async () => {
    const a = open()
    await until(() => a.bus.isUp)
    redis.hang()
    try {
      const message = Buffer.alloc(1024 * 1024)
      let said = 0
      while (a.bus.isUp && said < 100) { a.bus.say('one', message); said += 1 }
      expect(said).toBe(17)
      await a.bus.listen('another')
    } finally {
      redis.goOn()
    }
    await until(() => a.bus.isUp)
  })

  test('SY-42 a wrong password is told without the password', async () => {
    const a = open(redis.url.replace(/:[^:@]*@/, ':wrong-one@'))
    await until(() => a.turns.length > 0)
    expect(a.turns[0]).toMatch(/^down: .*WRONGPASS/)
    expect(a.turns.join()).not.toContain('wrong-one')
  })
})
