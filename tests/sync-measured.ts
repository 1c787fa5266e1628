import { createServer } from 'node:http'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { startSync, type SyncDeps } from '../server/sync'

// The sync server alone in a process of its own, to be measured: `node … DATABASE_URL PORT [LIMITS as JSON]`. Any GET is answered
// with its memory and its longest stall since the last one, in MB and ms.
const [, , databaseUrl = '', port = '', limits = '{}'] = process.argv
const sync = startSync({ databaseUrl, publicUrl: `http://127.0.0.1:${port}`, limits: JSON.parse(limits) as SyncDeps['limits'] })
const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
const server = createServer((_, response) => {
  response.end(JSON.stringify({ stall: Math.max(0, Math.round(delay.max / 1e6) - 5), memory: Math.round(process.memoryUsage().rss / 1e6) }))
  delay.reset()
})
server.on('upgrade', sync.upgrade)
server.listen(Number(port), '127.0.0.1', () => console.log('serving'))
