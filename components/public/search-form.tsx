export const statuses = ['in force', 'review overdue', 'withdrawn'] as const

export type StatusFilter = (typeof statuses)[number]

export interface Asked { readonly words: string; readonly status: StatusFilter | '' }

const control = 'min-h-11 border-2 border-edge bg-float px-3 text-body text-ink'

/** Searches titles and requirements; a plain form that GETs /standards. */
export function SearchForm({ asked, withStatus = false }: { asked?: Asked; withStatus?: boolean }) {
  return (
    <form action="/standards" method="get" role="search" className="mt-6 flex flex-wrap items-end gap-4 print:hidden">
      <div className="min-w-0 flex-[1_1_18rem]">
        <label htmlFor="q" className="block font-semibold">Search titles and requirements</label>
        <input id="q" name="q" type="search" defaultValue={asked?.words} maxLength={200} className={`${control} mt-1 w-full`} />
      </div>
      {withStatus ? (
        <div>
          <label htmlFor="status" className="block font-semibold">Status</label>
          <select id="status" name="status" defaultValue={asked?.status} className={`${control} mt-1`}>
            <option value="">All</option>
            {statuses.map((status) => <option key={status} value={status}>{status[0]!.toUpperCase() + status.slice(1)}</option>)}
          </select>
        </div>
      ) : null}
      <button className="min-h-11 bg-action px-5 font-semibold text-on-action hover:underline forced-colors:border-2">Search</button>
    </form>
  )
}
