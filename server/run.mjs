// `npm run NAME -- …` for the commands of server/cli, on a fresh clone too.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { prepare, root } from './prepare.mjs'

const [name, ...words] = process.argv.slice(2)
await prepare(['server'])
process.env.NODE_ENV = 'production'
process.argv = [process.argv[0], `accord ${name}`, ...words]
process.setSourceMapsEnabled(true)
await import(pathToFileURL(join(root, 'dist', `${name}.js`)).href)
