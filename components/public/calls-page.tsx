import type { CallView, ExpressionView } from '@/lib/calls/queries'
import { aboutInWords, CallState, CallText } from '../calls/call-facts'
import { Interests } from '../calls/interests'
import { PageTitle, PublicPage, SectionTitle, type Site } from './shell'

export function CallsPage({ site, calls }: { site: Site; calls: readonly CallView[] }) {
  const feed = { href: '/calls.atom', title: 'Calls for collaboration' }
  const head = { title: 'Calls for collaboration', path: '/calls', feed, description: 'Where people are asked to write the next standard together.' }
  return (
    <PublicPage head={head} site={site}>
      <PageTitle>Calls for collaboration</PageTitle>
      <p className="mt-4 max-w-[68ch] text-reading">
        A call asks council service teams, council digital teams and suppliers to write a standard for one task in one service. Those who answer in time may
        become its working group. A <a href={feed.href}>feed of calls</a> tells of new ones, and of what becomes of them.
      </p>
      {calls.length === 0 ? <p className="mt-8">No call has been published yet.</p> : (
        <ul className="mt-8 max-w-[80ch] border-t border-line">
          {calls.map((call) => (
            <li key={call.id} className="border-b border-line py-4">
              <h2 className="text-[1.25rem] font-semibold"><a href={`/calls/${call.slug}`} className="inline-block py-1 [overflow-wrap:anywhere]">{call.title}</a></h2>
              <CallState call={call} />
              <p className="mt-1 text-small text-quiet">{aboutInWords(call)}</p>
            </li>
          ))}
        </ul>
      )}
    </PublicPage>
  )
}

export function CallPage({ site, call, participants }: { site: Site; call: CallView; participants: readonly ExpressionView[] }) {
  const head = { title: `${call.title}: call for collaboration`, path: `/calls/${call.slug}`, description: `A call for collaboration about ${aboutInWords(call)}.` }
  return (
    <PublicPage head={head} site={site}>
      <p><a href="/calls" className="inline-block py-1">Calls for collaboration</a></p>
      <PageTitle>{call.title}</PageTitle>
      <div className="mt-4 mb-6 max-w-[72ch] text-reading"><CallState call={call} /></div>
      <CallText call={call} />
      {call.group ? <Group call={call} participants={participants} /> : <Answering call={call} />}
    </PublicPage>
  )
}

function Answering({ call }: { call: CallView }) {
  const answered = call.expressions === 1 ? '1 person has' : `${call.expressions} people have`
  return (
    <>
      <SectionTitle>Expressions of interest</SectionTitle>
      <div className="max-w-[72ch] space-y-3">
        <p>{answered} expressed interest. Who they are is published when the working group is chartered.</p>
        {call.state.kind === 'open' && <p><a href={`/workspace/calls/${call.slug}`} className="inline-block py-1">Sign in to express your interest</a></p>}
      </div>
    </>
  )
}

function Group({ call, participants }: { call: CallView; participants: readonly ExpressionView[] }) {
  const declined = call.expressions - participants.length
  return (
    <>
      <SectionTitle>The working group</SectionTitle>
      <div className="max-w-[72ch] space-y-3">
        <p>
          <a href={`/groups#${call.group!.slug}`} className="inline-block py-1">{call.group!.name}</a> was chartered from this call, with these of the people who
          expressed interest.{declined > 0 && ` ${declined === 1 ? '1 was declined with a reason' : `${declined} were declined, each with a reason`}, and may still comment.`}
        </p>
        <ul className="border-t border-line">
          {participants.map((one) => (
            <li key={one.id} className="border-b border-line py-3">
              <span className="font-semibold">{one.name}</span>, {one.organisation}, {one.constituency}
              <span className="block text-small text-quiet">{one.seat ? `Seat: ${one.seat}` : 'Member without a seat'}</span>
              <Interests of={one.name} declared={one.declared} />
            </li>
          ))}
        </ul>
      </div>
    </>
  )
}
