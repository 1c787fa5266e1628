// Writes what the public pages link to: their style sheet and its fonts, named by their content so that they may be kept for ever.
import { createHash } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import tailwind from '@tailwindcss/postcss'
import postcss from 'postcss'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const from = join(root, 'components/public/site.css')
const folder = join(root, 'public/assets')

/** Puts a file among the assets and gives its address. */
async function keep(name, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12)
  const file = name.replace(/(\.\w+)$/, `-${hash}$1`)
  await writeFile(join(folder, file), content)
  return `/assets/${file}`
}

const sourceOf = (asset) => asset.startsWith('fonts/') ? join(dirname(from), asset) : join(root, 'node_modules/@fontsource-variable', asset)

async function build() {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const { css } = await postcss([tailwind({ base: root, optimize: { minify: true } })]).process(await readFile(from, 'utf8'), { from })
  const fonts = {}
  for (const [, asset] of css.matchAll(/url\("?asset:([\w./-]+)"?\)/g)) {
    fonts[asset] = await keep(asset.split('/').at(-1), await readFile(sourceOf(asset)))
  }
  const style = css.replace(/url\("?asset:([\w./-]+)"?\)/g, (_, asset) => `url(${fonts[asset]})`)
  const manifest = { style: await keep('public.css', style), text: fonts['fonts/text.woff2'] }
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest))
  return manifest
}

console.log(`Public pages: ${(await build()).style}`)
