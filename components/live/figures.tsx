export interface Figure { readonly name: string; readonly value: string; readonly note?: string }

/** A few numbers side by side, each under its name. */
export function Figures({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl className="grid grid-cols-2 gap-px border border-line bg-line sm:grid-cols-3 lg:grid-cols-6">
      {figures.map(({ name, value, note }) => (
        <div key={name} className="bg-paper px-4 py-3">
          <dt className="text-small text-quiet">{name}</dt>
          <dd className="pt-1">
            <span className="text-heading font-bold tabular-nums">{value}</span>
            {note && <span className="block text-small text-quiet">{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
