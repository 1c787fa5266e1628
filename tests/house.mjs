// Holds the house: who may import whom (.dependency-cruiser.cjs), no barrels, no drawers for odds and ends.
//
// dependency-cruiser cannot parse TypeScript 7 (it needs a compiler API that is no more), so it is given a skeleton: for every source
// file, a file of the same name with `.js` behind it, holding nothing but what the real one imports, already resolved. There are two of
// it: as written, types included, and as run, without them. esbuild reads the imports. `violations(root)` answers one line for each thing wrong; run directly, it prints them and ends with 1.
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { cruise } from 'dependency-cruiser'
import { build } from 'esbuild'

const folders = ['app', 'bench', 'components', 'drizzle', 'e2e', 'lib', 'server', 'tests']
const rules = createRequire(import.meta.url)('../.dependency-cruiser.cjs')
/** What a folder offers where it is one thing, not a list of others. */
const mayBeIndex = ['drizzle/schema/index.ts', 'drizzle/seed/index.ts', 'server/sync/index.ts']

export async function violations(root) {
  const files = await sourcesOf(root)
  const asWritten = await broken(rules.forbidden, await importsOf(root, files, typesToo))
  const asRun = await broken(rules.forbiddenAtRunTime, await importsOf(root, files, (text) => text))
  return [...drawers(files), ...await barrels(root, files), ...asWritten, ...asRun].sort()
}

async function sourcesOf(root) {
  const found = await Promise.all(folders.map((folder) => readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => [])))
  return found.flat()
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
}

/** Every file with what it imports: paths of the repository, or names of packages. */
async function importsOf(root, files, reading) {
  const known = new Set(files)
  const imports = new Map(files.map((file) => [file, new Set()]))
  const note = (importer, path) => imports.get(importer)?.add(resolve(importer, path, known))
  await build({
    absWorkingDir: root, entryPoints: files, bundle: true, write: false, outdir: 'nowhere', logLevel: 'silent', jsx: 'preserve', format: 'esm', target: 'esnext',
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
    plugins: [{
      name: 'imports',
      setup(running) {
        running.onResolve({ filter: /.*/ }, ({ kind, importer, path }) => {
          if (kind === 'entry-point') return null
          note(relative(root, importer).split(sep).join('/'), path)
          return { path, external: true }
        })
        running.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
          const text = reading(await readFile(path, 'utf8'))
          if (reading === typesToo) for (const [, named] of text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)) note(relative(root, path).split(sep).join('/'), named)
          return { contents: text, loader: path.endsWith('x') ? 'tsx' : 'ts' }
        })
      },
    }],
  })
  return imports
}

/** Types are imported like values here, so that esbuild does not drop them. */
const typesToo = (text) => text.replace(/^import type (?=[\w*{])/gm, 'import ').replace(/^export type (?=(\{[^}]*\}|\*( as \w+)?) from)/gm, 'export ')

function resolve(importer, path, known) {
  const local = path.startsWith('@/') ? path.slice(2) : path.startsWith('.') ? join(dirname(importer), path).split(sep).join('/') : null
  if (local === null) return path
  return [local, `${local}.ts`, `${local}.tsx`, `${local}/index.ts`, `${local}/index.tsx`].find((name) => known.has(name)) ?? local
}

async function broken(forbidden, imports) {
  const skeleton = await mkdtemp(join(tmpdir(), 'accord-house-'))
  try {
    for (const [file, wanted] of imports) await writeSkeleton(skeleton, file, [...wanted], imports)
    const { output } = await cruise(['.'], {
      baseDir: skeleton, ruleSet: { forbidden }, validate: true, outputType: 'json', doNotFollow: { path: 'node_modules' },
    })
    return shortest(JSON.parse(output).summary.violations).map((found) => sentence(found, forbidden))
  } finally {
    await rm(skeleton, { recursive: true, force: true })
  }
}

async function writeSkeleton(skeleton, file, wanted, imports) {
  const place = join(skeleton, `${file}.js`)
  const lines = wanted.map((name) => {
    if (!imports.has(name)) return `import ${JSON.stringify(name)}`
    const way = relative(dirname(file), name).split(sep).join('/')
    return `import ${JSON.stringify(`${way.startsWith('.') ? way : `./${way}`}.js`)}`
  })
  await mkdir(dirname(place), { recursive: true })
  await writeFile(place, `${lines.join('\n')}\n`)
}

const real = (name) => name.replace(/(\.tsx?)\.js$/, '$1')

/** Who reaches one thing of the database reaches all of it: the shortest way says enough. */
function shortest(violations) {
  const kept = new Map()
  for (const found of violations) {
    const key = found.via ? `${found.rule.name} ${found.from}` : `${found.rule.name} ${found.from} ${found.to}`
    const known = kept.get(key)
    if (!known || (found.via ?? []).length < (known.via ?? []).length) kept.set(key, found)
  }
  return [...kept.values()]
}

function sentence({ rule, from, to, cycle, via }, forbidden) {
  const way = (cycle ?? via ?? []).map((step) => real(step.name ?? step))
  const through = way.length > 1 ? ` (${way.join(' → ')})` : ''
  const { comment } = forbidden.find(({ name }) => name === rule.name)
  return `${real(from)} → ${real(to)}${through}: ${comment} [${rule.name}]`
}

const drawers = (files) => files
  .filter((file) => /(^|[/-])(utils?|helpers?|misc|common)(\.|\/)/.test(file))
  .map((file) => `${file}: a drawer for odds and ends; name it after what it holds [no-drawers]`)

async function barrels(root, files) {
  const found = []
  for (const file of files.filter((name) => !mayBeIndex.includes(name) && /\.tsx?$/.test(name))) {
    const code = (await readFile(join(root, file), 'utf8')).replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '').trim()
    const left = code.replace(/^export (type )?(\{[^}]*\}|\*( as \w+)?) from ['"][^'"]+['"];?\s*/gm, '')
    if (/\/index\.tsx?$/.test(file) || (code !== '' && left === '')) found.push(`${file}: a barrel; import from where a thing is made [no-barrels]`)
  }
  return found
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const found = await violations(process.cwd())
  for (const line of found) console.log(line)
  console.log(found.length === 0 ? 'The house is in order.' : `${found.length} ${found.length === 1 ? 'thing is' : 'things are'} out of order.`)
  process.exit(found.length === 0 ? 0 : 1)
}
