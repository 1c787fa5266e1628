// What `npm start` builds, for the stages that start the real thing.
import { prepare } from '../server/prepare.mjs'

await prepare(['site', 'pages', 'server'])
