// Compiles the public pages' style sheet: components/public/site.css, with `url("asset:…")` where a font goes.
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import tailwind from '@tailwindcss/postcss'
import postcss from 'postcss'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const from = join(root, 'components/public/site.css')

const fileOf = (asset) => asset.startsWith('fonts/') ? join(dirname(from), asset) : join(root, 'node_modules/@fontsource-variable', asset)

/** Where an asset is named in the sheet. */
export const mention = /url\("?asset:([\w./-]+)"?\)/g

export async function publicStyle() {
  const { css } = await postcss([tailwind({ base: root, optimize: { minify: true } })]).process(await readFile(from, 'utf8'), { from })
  return { css, files: [...new Set([...css.matchAll(mention)].map(([, asset]) => asset))].map((asset) => ({ asset, file: fileOf(asset) })) }
}
