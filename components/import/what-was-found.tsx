import { LevelBadge } from '@/components/document/level-badge'
import { type Column, Table } from '@/components/ui/table'
import { type Level, levels } from '@/lib/document/levels'
import type { Found } from '@/lib/import/imported'

const count = (number: number, one: string) => `${number.toLocaleString('en-GB')} ${number === 1 ? one : `${one}s`}`

/** What was found in a file, before anything is written. */
export function WhatWasFound({ found }: { found: Found }) {
  const others = ([
    [found.sections, 'section'], [found.tables, 'table'], [found.lists, 'list'], [found.links, 'link'], [found.images, 'image'], [found.notes, 'note'], [found.terms, 'term'],
  ] as const).filter(([number]) => number > 0).map(([number, one]) => count(number, one))
  return (
    <div className="space-y-6">
      <div className="max-w-md">
        <p className="text-reading font-semibold">{count(found.requirements, 'requirement')}</p>
        {found.requirements === 0 ? (
          <p className="mt-1 max-w-prose text-quiet">
            Accord takes a sentence for a requirement when it says MUST, SHOULD or MAY in capitals, or stands in a table of requirements. You can mark requirements in the draft.
          </p>
        ) : <ByLevel found={found} />}
      </div>
      {others.length > 0 && <p>Also {new Intl.ListFormat('en-GB').format(others)}.</p>}
      {found.dropped.length > 0 && (
        <div className="max-w-prose">
          <p className="font-semibold">What was left out or changed</p>
          <ul className="mt-1 list-disc space-y-1 pl-5">
            {found.dropped.map((sentence) => <li key={sentence} className="[overflow-wrap:anywhere]">{sentence}</li>)}
          </ul>
        </div>
      )}
    </div>
  )
}

interface Row { level: Level; count: number }

const columns: Column<Row>[] = [
  { heading: 'Level', cell: (row) => <LevelBadge level={row.level} /> },
  { heading: 'Requirements', numeric: true, cell: (row) => row.count.toLocaleString('en-GB') },
]

function ByLevel({ found }: { found: Found }) {
  const rows = levels.map((level) => ({ level, count: found.byLevel[level] })).filter((row) => row.count > 0)
  return <Table caption="Requirements by level" hideCaption rows={rows} keyOf={(row) => row.level} columns={columns} />
}
