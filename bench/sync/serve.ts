import { createServer } from 'node:http'
import { startSync } from '../../server/sync'
import { defaultLimits, type Limits } from '../../server/sync/limits'

/**
 * Our sync server alone, as it is in production: gate, database, limits. For loads that no person makes (a flood, a whole text at once) the
 * limits on rate and size of a message are lifted: `BENCH_LIFTED=1`.
 */
const port = Number(process.env.PORT)
const many = Number.MAX_SAFE_INTEGER
const lifted: Partial<Limits> = {
  socketRate: { perSecond: many, burst: many }, personRate: { perSecond: many, burst: many },
  message: 16 * 1024 * 1024, update: { ...defaultLimits.update, structs: 5_000_000, deletions: 5_000_000, length: 64 * 1024 * 1024 },
}
const sync = startSync({
  databaseUrl: process.env.DATABASE_URL!, publicUrl: `http://127.0.0.1:${port}`, limits: process.env.BENCH_LIFTED === '1' ? lifted : {},
  tell: (level, message, facts) => process.stderr.write(`${level} ${message} ${JSON.stringify(facts)}\n`),
})
const server = createServer((_, response) => response.end())
server.on('upgrade', sync.upgrade)
// As server/http.ts opens its door.
server.listen({ port, host: '127.0.0.1', backlog: 4096 })
process.once('SIGTERM', () => void sync.close().then(() => process.exit(0)))
