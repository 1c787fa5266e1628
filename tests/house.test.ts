import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { violations } from './house.mjs'

/** A house of few files, so that each rule is seen to refuse what it is there to refuse. */
const house: Record<string, string> = {
  'lib/db.ts': `import postgres from 'postgres'\nexport const open = postgres`,
  'lib/kernel/result.ts': `export type Result = string`,
  'lib/groups/standing.ts': `import type { Result } from '../kernel/result'\nexport type Standing = Result`,
  'lib/groups/queries.ts': `import { open } from '../db'\nimport type { Standing } from './standing'\nexport type Group = { standing: Standing }\nexport const groups = open`,
  'components/ui/button.tsx': `import type { Standing } from '@/lib/groups/standing'\nexport const Button = ({ standing }: { standing: Standing }) => <button>{standing}</button>`,
  'app/page.tsx': `import { groups } from '@/lib/groups/queries'\nimport { Button } from '@/components/ui/button'\nexport default () => <Button standing={String(groups)} />`,
}

async function found(planted: Record<string, string> = {}): Promise<string[]> {
  const root = await mkdtemp(join(tmpdir(), 'accord-planted-'))
  try {
    for (const [file, text] of Object.entries({ ...house, ...planted })) {
      await mkdir(dirname(join(root, file)), { recursive: true })
      await writeFile(join(root, file), text)
    }
    return await violations(root)
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

const rulesOf = (lines: string[]) => [...new Set(lines.map((line) => /\[([a-z0-9-]+)\]$/.exec(line)?.[1]))].sort()

test('a house in order has nothing to say', async () => {
  expect(await found()).toEqual([])
})

describe('a planted fault is found', () => {
  const faults: [rule: string, file: string, text: string][] = [
    ['components-no-database', 'components/ui/list.tsx', `import { groups } from '@/lib/groups/queries'\nexport const list = groups`],
    ['components-no-doors', 'components/ui/home.tsx', `import Home from '@/app/page'\nexport const link = Home`],
    ['nobody-imports-server', 'lib/groups/boot.ts', `export const load = () => import('../../server/main')`],
    ['order-groups', 'lib/groups/news.ts', `import type { Draft } from '../drafts/draft'\nexport type News = Draft`],
    ['lib-no-framework', 'lib/groups/view.ts', `import { cache } from 'react'\nexport const view = cache`],
    ['database-by-queries', 'lib/groups/quorum.ts', `import { open } from '../db'\nexport const quorum = open`],
    ['pure-stays-pure', 'lib/groups/policy.ts', `import { groups } from './queries'\nexport const policy = groups`],
    ['nobody-imports-e2e', 'server/main.ts', `import '../e2e/actors'`],
    ['nobody-imports-tests', 'server/gear.ts', `import '../tests/database'`],
    ['rooms-known', 'server/room.ts', `import '../lib/attic/box'`],
    ['no-server-only', 'lib/groups/secret.ts', `import 'server-only'`],
    ['no-drawers', 'lib/groups/utils.ts', `export const x = 1`],
    ['no-barrels', 'lib/groups/all.ts', `export * from './standing'\nexport type { Group } from './queries'`],
  ]
  const also = {
    'lib/drafts/draft.ts': `export type Draft = string`, 'lib/attic/box.ts': `export const box = 1`, 'server/main.ts': `export const main = 1`,
    'e2e/actors.ts': `export const actor = 1`, 'tests/database.ts': `export const gear = 1`,
  }
  test.each(faults)('%s', async (rule, file, text) => {
    expect(rulesOf(await found({ ...also, [file]: text }))).toContain(rule)
  })

  test('through something else', async () => {
    const lines = await found({
      'lib/groups/rows.ts': `import { groups } from './queries'\nexport const rows = groups`,
      'components/ui/table.tsx': `import { rows } from '@/lib/groups/rows'\nexport const Table = rows`,
    })
    expect(lines.join('\n')).toMatch(/components\/ui\/table\.tsx → lib\/db\.ts \(.*lib\/groups\/rows\.ts → lib\/groups\/queries\.ts → lib\/db\.ts\)/)
  })

  test('a type alone reaches nothing, a value beside it does', async () => {
    const file = 'components/ui/list.tsx'
    expect(await found({ [file]: `import type { Group } from '@/lib/groups/queries'\nexport type List = Group[]` })).toEqual([])
    expect(rulesOf(await found({ [file]: `import { type Group, groups } from '@/lib/groups/queries'\nexport const list: Group = groups` }))).toEqual(['components-no-database'])
  })

  test('a circle', async () => {
    const lines = await found({ 'lib/kernel/a.ts': `import './b'\nexport const a = 1`, 'lib/kernel/b.ts': `import type { a } from './a'\nexport type B = typeof a` })
    expect(rulesOf(lines)).toEqual(['no-cycles'])
  })
})
