import { createServer } from 'node:http'
import { startSync } from '../server/sync'
import { HttpLane } from '../server/sync/http-lane/doors'

// The sync server alone in a process of its own, to be killed: `node … DATABASE_URL PORT`.
const [, , databaseUrl = '', port = ''] = process.argv
const sync = startSync({ databaseUrl, publicUrl: `http://127.0.0.1:${port}` })
const lane = new HttpLane({ publicUrl: `http://127.0.0.1:${port}`, connect: sync.connect })
const server = createServer((request, response) => { if (!lane.answer(request, response)) response.end() })
server.on('upgrade', sync.upgrade)
server.listen(Number(port), '127.0.0.1', () => console.log('serving'))
