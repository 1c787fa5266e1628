import { Spread } from '../sync/measures'

const times = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000]

/** Closed, since each is a label of a metric. */
const groups: readonly (readonly [name: string, path: RegExp])[] = [
  ['health', /^\/api\/health(\/|$)/], ['assets', /^\/(_next|assets)(\/|$)/], ['sync', /^\/sync\//], ['api', /^\/api\/v1(\/|$)/],
  ['sign-in', /^\/(sign-in|api\/auth)(\/|$)/], ['workspace', /^\/workspace(\/|$)/], ['dev', /^\/dev(\/|$)/],
]

export const groupOf = (url: string): string => {
  const path = url.split(/[?#]/, 1)[0] ?? ''
  return groups.find(([, pattern]) => pattern.test(path))?.[0] ?? 'public'
}

/** HTTP requests answered, by group of addresses and class of status. */
export class Requests {
  readonly all = new Map<string, { readonly group: string; readonly status: string; readonly took: Spread }>()

  answered(url: string, status: number, ms: number): void {
    const [group, kind] = [groupOf(url), `${Math.floor(status / 100)}xx`]
    const key = `${group} ${kind}`
    const kept = this.all.get(key) ?? { group, status: kind, took: new Spread(times) }
    this.all.set(key, kept)
    kept.took.add(ms)
  }
}

/** The process's own. */
export const requests = new Requests()
