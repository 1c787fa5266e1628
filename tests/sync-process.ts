import { createServer } from 'node:http'
import { startSync } from '../server/sync'
import { HttpLane } from '../server/sync/http-lane/doors'

// The sync server alone in a process of its own, to be killed: `node … DATABASE_URL PORT [REDIS_URL]`. SIGTERM stops it in order.
const [, , databaseUrl = '', port = '', redisUrl] = process.argv
const publicUrl = `http://127.0.0.1:${port}`
const sync = startSync({ databaseUrl, publicUrl, redis: redisUrl ? { url: redisUrl, secret: 'the secret of all processes' } : undefined })
const lane = new HttpLane({ publicUrl, connect: sync.connect })
const server = createServer((request, response) => { if (!lane.answer(request, response)) response.end() })
server.on('upgrade', sync.upgrade)
server.listen(Number(port), '127.0.0.1', () => console.log('serving'))
process.once('SIGTERM', () => void sync.close().then(() => process.exit(0)))
