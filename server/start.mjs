// `npm start` and `npm run dev`: everything a fresh clone needs, then the server in this very process, so that signals reach it.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { prepare, root } from './prepare.mjs'

const development = process.argv[2] === 'dev'
await prepare(development ? ['site', 'server'] : ['site', 'pages', 'server'])
process.env.NODE_ENV = development ? 'development' : 'production'
process.env.NEXT_TELEMETRY_DISABLED = '1'
process.setSourceMapsEnabled(true)
await import(pathToFileURL(join(root, 'dist', 'server.js')).href)
