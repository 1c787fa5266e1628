import { createServer } from 'node:http'
import { startSync } from '../server/sync'

// The sync server alone in a process of its own, to be killed: `node … DATABASE_URL PORT [REDIS_URL]`. SIGTERM stops it in order.
const [, , databaseUrl = '', port = '', redisUrl] = process.argv
const sync = startSync({ databaseUrl, publicUrl: `http://127.0.0.1:${port}`, redis: redisUrl ? { url: redisUrl, secret: 'the secret of all processes' } : undefined })
const server = createServer((_, response) => response.end())
server.on('upgrade', sync.upgrade)
server.listen(Number(port), '127.0.0.1', () => console.log('serving'))
process.once('SIGTERM', () => void sync.close().then(() => process.exit(0)))
