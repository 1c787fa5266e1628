import { createServer } from 'node:http'
import next from 'next'
import { securityHeaders } from './security-headers'
import { readSettings } from './settings'
import { startCluster } from './postgres/embedded'
import { migrate } from '../drizzle/migrate'

const settings = readSettings(process.env)
const cluster = settings.databaseUrl ? null : await startCluster(settings.dataFolder)
process.env.DATABASE_URL = settings.databaseUrl ?? cluster!.url
await migrate(process.env.DATABASE_URL)

const pages = next({ dev: settings.development, hostname: settings.host, port: settings.port })
await pages.prepare()
const handle = pages.getRequestHandler()
const server = createServer((request, response) => {
  securityHeaders(request, response, settings)
  void handle(request, response)
})
server.on('error', (error) => { console.error(error.message); process.exit(1) })
server.listen(settings.port, settings.host, () => console.log(`Accord: http://localhost:${settings.port}`))
