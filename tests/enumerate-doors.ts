import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { messageType, syncType } from '@/lib/drafts/messages'

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** `app/(public)/standards/[slug]/route.ts` → `/standards/:slug`; `[...rest]` → `:rest*`. */
export function addressOf(file: string): string {
  const parts = file.split('/').slice(1, -1).filter((part) => !/^\(.*\)$/.test(part))
  return `/${parts.map((part) => part.replace(/^\[\.\.\.(.+)\]$/, ':$1*').replace(/^\[(.+)\]$/, ':$1')).join('/')}`
}

/** The HTTP methods that a route handler's file exports, however they are exported. */
export function methodsIn(source: string): string[] {
  const named = [...source.matchAll(/^export (?:async )?(?:function|const) ([A-Z]+)\b/gm)].map(([, name]) => name!)
  const listed = [...source.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, list]) => list!.split(',').map((item) => item.trim().split(/\s+as\s+/).at(-1)!))
  return [...new Set([...named, ...listed])].filter((name) => methods.includes(name)).sort()
}

/** Every export of a file of server actions can be called from outside, whether a page uses it or not. */
export function actionsIn(source: string): string[] {
  if (!/^\s*(['"])use server\1/.test(source)) return []
  return [...source.matchAll(/^export (?:async function|const) (\w+)/gm)].map(([, name]) => name!)
}

/** An action inside another file's function is a door that this enumeration could not see. */
export const hidesAction = (source: string): boolean => /\{\s*(['"])use server\1/.test(source)

const walk = (folder: string): string[] => readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\./.test(entry.name))
  .map((entry) => relative('.', join(entry.parentPath, entry.name)).split(sep).join('/'))

export interface Doors { readonly doors: readonly string[]; readonly hidden: readonly string[] }

/** Every way in from outside: pages, routes by method, server actions, messages of the socket, and what the server answers before Next. */
export function enumerateDoors(): Doors {
  const doors: string[] = ['server GET /api/health/live', 'server GET /api/health/ready', 'server GET /metrics', 'socket upgrade /sync/:standardId',
    'server GET /sync/:standardId/events', 'server POST /sync/:standardId/messages']
  const hidden: string[] = []
  for (const file of ['app', 'lib', 'components'].flatMap(walk)) {
    const source = readFileSync(file, 'utf8')
    if (hidesAction(source)) hidden.push(file)
    for (const action of actionsIn(source)) doors.push(`action ${file.replace(/^app\//, '').replace(/\.tsx?$/, '')}#${action}`)
    if (/^app\/(.*\/)?page\.tsx$/.test(file)) doors.push(`page ${addressOf(file)}`)
    if (/^app\/(.*\/)?route\.tsx?$/.test(file)) for (const method of methodsIn(source)) doors.push(`${method} ${addressOf(file)}`)
  }
  for (const type of Object.keys(messageType)) if (type !== 'sync') doors.push(`message ${type}`)
  for (const type of Object.keys(syncType)) doors.push(`message sync/${type}`)
  return { doors: doors.sort(), hidden }
}
