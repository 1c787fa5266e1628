import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import type { LaunchOptions } from '@playwright/test'

const places = [
  '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--no-first-run', '--font-render-hinting=none']

/**
 * The Chromium to play in: the registry's on Linux x64, where nothing has to be installed; else the machine's own.
 * ACCORD_BROWSER names another one by its path.
 */
export async function launchOptions(): Promise<LaunchOptions> {
  const named = process.env.ACCORD_BROWSER
  if (named) return { executablePath: named, args }
  if (process.platform === 'linux' && process.arch === 'x64') return packaged()
  const installed = places.find((place) => existsSync(place))
  if (!installed) throw new Error('No Chrome or Chromium was found: install one, or name it in ACCORD_BROWSER')
  return { executablePath: installed, args }
}

async function packaged(): Promise<LaunchOptions> {
  const folder = join(tmpdir(), `accord-chromium-147-${userInfo().uid}`)
  if (!existsSync(join(folder, 'chromium'))) await unpack(folder)
  // Its own launch arguments are for another world (one process, no web security); its libraries are what a bare machine lacks.
  const own = { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_PATH: join(folder, 'fonts') }
  return { executablePath: join(folder, 'chromium'), args: [...args, '--no-zygote'], env: { ...definedEnvironment(), ...own } }
}

/** Unpacked beside its place and then renamed, so that an unpacking broken off is never taken for a browser. */
async function unpack(folder: string): Promise<void> {
  const draft = await mkdtemp(`${folder}-`)
  const before = { TMPDIR: process.env.TMPDIR, AWS_LAMBDA_JS_RUNTIME: process.env.AWS_LAMBDA_JS_RUNTIME }
  Object.assign(process.env, { TMPDIR: draft, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' })
  try {
    const { default: chromium } = await import('@sparticuz/chromium')
    await chromium.executablePath()
  } finally {
    restore(before)
  }
  const conf = join(draft, 'fonts', 'fonts.conf')
  await writeFile(conf, (await readFile(conf, 'utf8')).replaceAll('/tmp/fonts', join(folder, 'fonts')))
  await rename(draft, folder).catch(async (error: unknown) => {
    await rm(draft, { recursive: true, force: true })
    if (!existsSync(join(folder, 'chromium'))) throw error
  })
}

function restore(before: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(before)) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
}

const definedEnvironment = (): Record<string, string> =>
  Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined))
