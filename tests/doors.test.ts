import { describe, expect, test } from 'vitest'
import { permissions } from '@/lib/groups/permissions'
import { doors, pathOf } from './doors'
import { actionsIn, addressOf, enumerateDoors, hidesAction, methodsIn } from './enumerate-doors'

describe('every way in is known', () => {
  const { doors: found, hidden } = enumerateDoors()
  const classified = doors.map((door) => door.door)

  test('no door is unclassified', () => {
    expect(found.length).toBeGreaterThan(100)
    expect(found.filter((name) => !classified.includes(name)), 'say in tests/doors.ts who gets through').toEqual([])
  })

  test('no classified door has vanished, and none is there twice', () => {
    expect(classified.filter((name) => !found.includes(name)), 'take out of tests/doors.ts').toEqual([])
    expect(classified.filter((name, index) => classified.indexOf(name) !== index)).toEqual([])
  })

  test('no server action hides inside another file', () => {
    expect(hidden).toEqual([])
  })

  test('a door asks a line that the table of permissions has, or one of the few ways beside it', () => {
    const ways = ['public', 'signed-in', 'self', 'token', 'demo', 'admin', 'nobody', ...Object.keys(permissions)]
    expect(doors.filter((door) => !ways.includes(door.way))).toEqual([])
  })
})

describe('the enumeration sees', () => {
  test('addresses without their groups', () => {
    expect(addressOf('app/(public)/standards/[slug]/[version]/route.ts')).toBe('/standards/:slug/:version')
    expect(addressOf('app/(public)/[...path]/route.ts')).toBe('/:path*')
    expect(addressOf('app/(public)/route.tsx')).toBe('/')
    expect(pathOf('page /workspace/standards/:slug', { slug: 'x' })).toBe('/workspace/standards/x')
    expect(pathOf('page /workspace/standards/:slug', {})).toBeNull()
  })

  test('methods and actions however they are exported', () => {
    expect(methodsIn('export const GET = x\nexport async function POST() {}\nexport { nothing as PUT, HEAD } from "y"\nexport const dynamic = 1')).toEqual(['GET', 'HEAD', 'POST', 'PUT'])
    expect(actionsIn("'use server'\nexport async function one() {}\nasync function inner() {}\nexport const two = async () => {}")).toEqual(['one', 'two'])
    expect(actionsIn('export async function one() {}')).toEqual([])
    expect(hidesAction("const a = async () => {\n  'use server'\n}")).toBe(true)
  })
})
