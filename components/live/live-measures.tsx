import { EmptyState } from '@/components/ui/empty-state'
import { Section } from '@/components/ui/page'
import { Table } from '@/components/ui/table'
import type { NamedLive } from '@/lib/drafts/live-queries'
import { Figures } from './figures'
import { bytes, laneInWords, milliseconds, reasonInWords, whole } from './words'

const timeOf = (at: number | string): string => new Date(at).toLocaleTimeString('en-GB', { timeZone: 'Europe/London' })

/** How one server process does: what is open, how fast it saves, what it refused. No draft's text, and nobody's name. */
export function LiveMeasures({ live }: { live: NamedLive }) {
  const open = live.connections.reduce((sum, { count }) => sum + count, 0)
  const lanes = live.connections.filter(({ count }) => count > 0).map(({ lane, wire, count }) => `${count} ${laneInWords[lane]}${wire === 'http' ? ' over plain HTTP' : ''}`)
  const front = live.processes.find(({ name }) => name === 'front')
  return (
    <>
      <Section title="Now">
        <Figures figures={[
          { name: 'Connections', value: whole(open), note: lanes.join(', ') },
          { name: 'Updates a minute', value: whole(live.updatesAMinute) },
          { name: 'Not saved yet', value: whole(live.unsaved), note: live.buffered > 0 ? `${bytes(live.buffered)} on their way out` : '' },
          { name: 'A commit takes', value: milliseconds(live.commit.p50), note: `99 of 100: ${milliseconds(live.commit.p99)}` },
          { name: 'Saved after', value: milliseconds(live.acknowledged.p50), note: `99 of 100: ${milliseconds(live.acknowledged.p99)}` },
          { name: 'Event loop late by', value: milliseconds(front?.delay.p50 ?? null), note: `99 of 100: ${milliseconds(front?.delay.p99 ?? null)}` },
        ]} />
      </Section>
      <Section title="Open drafts">
        {live.drafts.length === 0 ? <EmptyState title="No draft is open.">As soon as somebody opens one, it stands here.</EmptyState> : (
          <Table caption="Open drafts" hideCaption rows={live.drafts} keyOf={(draft) => draft.standardId} columns={[
            { heading: 'Draft', cell: (draft) => draft.title },
            { heading: 'People', numeric: true, cell: (draft) => whole(draft.people) },
            { heading: 'Connections', numeric: true, cell: (draft) => whole(draft.connections) },
            { heading: 'Updates a minute', numeric: true, cell: (draft) => whole(draft.updatesAMinute) },
            { heading: 'Not saved yet', numeric: true, cell: (draft) => whole(draft.unsaved) },
          ]} />
        )}
      </Section>
      <SlowCommits live={live} />
      <Section title="Refused since the start">
        {live.refused.length === 0 ? <p className="text-quiet">Nothing was refused.</p> : (
          <Table caption="Refused since the start" hideCaption rows={live.refused} keyOf={({ reason }) => reason} columns={[
            { heading: 'What', cell: ({ reason }) => reasonInWords(reason) }, { heading: 'Times', numeric: true, cell: ({ count }) => whole(count) },
          ]} />
        )}
      </Section>
      <Section title="Processes">
        <Table caption="Processes" hideCaption rows={live.processes} keyOf={({ name }) => name} columns={[
          { heading: 'Process', cell: ({ name, pid }) => `${name === 'front' ? 'Drafts and the port' : 'Pages'} (${pid})` },
          { heading: 'Memory', numeric: true, cell: ({ memory }) => bytes(memory) },
          { heading: 'Late by, 99 of 100', numeric: true, cell: ({ delay }) => milliseconds(delay.p99) },
          { heading: 'Late by at most', numeric: true, cell: ({ delay }) => milliseconds(delay.most) },
          { heading: 'Started again', numeric: true, cell: ({ name, restarts }) => (name === 'front' ? '–' : whole(restarts)) },
        ]} />
        <p className="mt-3 text-small text-quiet">Running since {timeOf(live.startedAt)}. Where several servers share one database, this is the one that answered.</p>
      </Section>
    </>
  )
}

function SlowCommits({ live }: { live: NamedLive }) {
  const failed = live.failedCommits === 0 ? '' : ` ${whole(live.failedCommits)} ${live.failedCommits === 1 ? 'try' : 'tries'} failed since the start.`
  return (
    <Section title="Slow commits">
      {live.slow.length === 0 ? <p className="text-quiet">No commit took longer than 250 ms.{failed}</p> : (
        <>
          <Table caption="The last commits that took longer than 250 ms" rows={live.slow} keyOf={(each) => `${each.at} ${each.statement} ${each.waited}`} columns={[
            { heading: 'At', cell: ({ at }) => timeOf(at) },
            { heading: 'Waited', numeric: true, cell: ({ waited }) => milliseconds(waited) },
            { heading: 'Database', numeric: true, cell: ({ statement }) => milliseconds(statement) },
            { heading: 'Passing on', numeric: true, cell: ({ relay }) => milliseconds(relay) },
            { heading: 'Updates', numeric: true, cell: ({ updates }) => whole(updates) },
            { heading: 'Drafts', numeric: true, cell: ({ drafts }) => whole(drafts) },
          ]} />
          {failed && <p className="mt-3 text-quiet">{failed}</p>}
        </>
      )}
    </Section>
  )
}
