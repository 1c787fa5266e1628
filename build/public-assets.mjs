// Writes what the public pages link to: their style sheet and its fonts, named by their content so that they may be kept for ever.
import { createHash } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { mention, publicStyle } from './public-style.mjs'

const folder = join(dirname(fileURLToPath(import.meta.url)), '../public/assets')

/** Puts a file among the assets and gives its address. */
async function keep(name, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12)
  const file = name.replace(/(\.\w+)$/, `-${hash}$1`)
  await writeFile(join(folder, file), content)
  return `/assets/${file}`
}

await rm(folder, { recursive: true, force: true })
await mkdir(folder, { recursive: true })
const { css, files } = await publicStyle()
const fonts = {}
for (const { asset, file } of files) fonts[asset] = await keep(asset.split('/').at(-1), await readFile(file))
const manifest = { style: await keep('public.css', css.replace(mention, (_, asset) => `url(${fonts[asset]})`)), text: fonts['fonts/text.woff2'] }
await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest))
console.log(`Public pages: ${manifest.style}`)
