import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { deviceKey } from '@/lib/auth/device-key'
import { requirePerson } from '@/lib/auth/session'
import { authSettings } from '@/lib/auth/settings'
import { marginOf } from '@/lib/comments/queries'
import { openFlagsAt } from '@/lib/consultation/objection-queries'
import { db } from '@/lib/db'
import { draftForPerson } from '@/lib/drafts/queries'
import { revisionUnderWay } from '@/lib/maintenance/queries'
import { recordVisit } from '@/lib/notify/desk-queries'
import { organisationsOf } from '@/lib/organisations/queries'
import { openProposals } from '@/lib/proposals/queries'
import { newestVersion, refsOf } from '@/lib/versions/queries'
import { wasAway } from '@/lib/versions/since-queries'
import {
  deleteCommentAction, editCommentAction, reopenThreadAction, replyAction, resolveThreadAction, seeMentionsAction, startThreadAction,
} from './comments/actions'
import { DraftClient } from './draft-client'
import { decideAction, proposeAction } from './proposals/actions'

const commentActions = {
  start: startThreadAction, reply: replyAction, edit: editCommentAction, remove: deleteCommentAction, resolve: resolveThreadAction, reopen: reopenThreadAction,
  see: seeMentionsAction,
}

interface Props { params: Promise<{ slug: string }> }

async function open(slug: string) {
  const actor = await requirePerson(`/workspace/standards/${slug}`)
  const found = await draftForPerson(db(), actor, slug)
  if (!found.ok) notFound()
  return { actor, now: new Date(), ...found.value }
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { standard } = await open((await params).slug)
  return { title: `Draft: ${standard.title}` }
}

/** The live draft. The text itself comes over the socket, to those whom the socket lets in. */
export default async function DraftPage({ params }: Props) {
  const { slug } = await params
  const { actor, now, standard, standing, lane } = await open(slug)
  const [refs, newest, organisations, margin, proposals, away, objections] = await Promise.all([
    refsOf(db(), standard.id), newestVersion(db(), standard.id), organisationsOf(db(), actor.id), marginOf(db(), actor, standard.id),
    openProposals(db(), actor, slug), wasAway(db(), actor.id, standard.id, now), openFlagsAt(db(), standard.slug),
  ])
  // A browser that fetches ahead has shown the person nothing yet.
  if (!(await headers()).has('next-router-prefetch')) await recordVisit(db(), actor, standard.id)
  const own = organisations.find(({ id }) => id === standing.member?.organisationId) ?? organisations[0]
  const me = { id: actor.id, name: actor.name, organisation: own?.name ?? '', constituency: standing.member?.constituency ?? null }
  const revision = await revisionUnderWay(db(), standard.slug)
  const draft = revision ? `Working draft for ${revision.to}, from ${revision.from}` : 'Working draft'
  const state = standard.archivedAt ? 'Archived' : `${draft}, ${newest ? `after ${newest.label}` : 'no version yet'}`
  return (
    <main>
      <DraftClient standardId={standard.id} slug={standard.slug} title={standard.title} state={state} lane={lane} me={me} refs={refs}
        maySuggest={proposals.ok && !proposals.value.mayPropose}
        wasAway={away} objections={objections} deviceKey={deviceKey(authSettings(process.env).secret, actor.id)}
        proposals={proposals.ok ? { initial: proposals.value, actions: { propose: proposeAction, decide: decideAction } } : null}
        comments={margin.ok ? { initial: margin.value, actions: commentActions } : null} />
      <noscript>
        <p className="mx-auto max-w-prose px-4 py-6">Writing together needs JavaScript, which is switched off here. Versions can be read and compared without it.</p>
      </noscript>
    </main>
  )
}
