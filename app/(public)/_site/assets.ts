import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Assets } from '@/components/public/shell'

let kept: Assets | null = null

/** What build/public-assets.mjs wrote; null while it has not run, and then pages are plain. Read anew each time in development. */
export function assets(): Assets | null {
  if (kept && process.env.NODE_ENV === 'production') return kept
  try {
    kept = JSON.parse(readFileSync(join(process.cwd(), 'public/assets/manifest.json'), 'utf8')) as Assets
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    kept = null
  }
  return kept
}
