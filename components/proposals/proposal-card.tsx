'use client'
import { type ReactNode, useId, useState } from 'react'
import { Interests } from '@/components/calls/interests'
import { inBrief, Moment } from '@/components/comments/author-line'
import { useForm } from '@/components/comments/form-parts'
import { Button } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { ErrorSummary } from '@/components/ui/form'
import type { Block } from '@/lib/document/types'
import { sayingOf } from '@/lib/drafts/amendment'
import { mergedChange } from '@/lib/proposals/merge'
import { type Decision, deedOf, type Fit, labelOf, type ProposalView } from '@/lib/proposals/proposal'
import { formOf, type ProposalActions } from './actions'
import { BlockEditor } from './block-editor'
import { RequirementFields } from './requirement-fields'
import { ShortRedline } from './short-redline'

interface Props {
  readonly view: ProposalView
  /** The block as the draft has it now; null when it is not there. */
  readonly now: Block | null
  readonly fit: Fit
  /** `after FSM-03`, `at the beginning`: where it would stand, of an insertion or a move. */
  readonly place: string
  readonly actions: ProposalActions
  /** Told what was done, in words, once it is. */
  readonly onDone: (said: string) => Promise<void> | void
}

/** One open proposal: what would change, who wants it, and the ways to end it. */
export function ProposalCard(props: Props) {
  const { view, fit } = props
  const id = useId()
  return (
    <section aria-labelledby={id} className="proposal" data-fit={fit}>
      <h3 id={id} className="proposal-title">{labelOf(view)} · {deedOf(view.kind)} {view.kind === 'insert' || view.kind === 'move' ? props.place : ''}</h3>
      <p className="text-small text-quiet">
        <span className="font-semibold text-ink">{view.author.name}</span>, {inBrief(view.author as Parameters<typeof inBrief>[0])}, <Moment at={view.at} />
        {view.answers && <> · answers <a href={view.answers.href} className="inline-block min-h-6">{view.answers.label}</a></>}
      </p>
      <Interests of={view.author.name} declared={view.author.interests ?? []} />
      {view.note && <p className="my-2 text-body whitespace-pre-line">{view.note}</p>}
      <WhatChanges {...props} />
      <Ending {...props} />
    </section>
  )
}

const Compared = ({ name, before, after }: { name?: string; before: readonly Block[]; after: readonly Block[] }) => (
  <div className="proposal-text">
    {name && <p className="text-small font-semibold">{name}</p>}
    <ShortRedline before={before} after={after} />
  </div>
)

const flags: Record<Fit, string> = {
  fits: '', changed: 'The draft has changed here since this was proposed.', gone: 'What this is about is no longer in the draft. It can be rejected, and proposed anew.',
}

/** As made, one redline; where the draft went on, what changed meanwhile beside it, and both together where they do not meet. */
function WhatChanges({ view, now, fit }: Props) {
  const before = view.before ? [view.before] : []
  const both = fit === 'changed' && view.kind === 'change' ? mergedChange(view.before!, now!, view.after!) as Block | null : null
  return (
    <>
      {flags[fit] && <p className="proposal-flag">{flags[fit]}</p>}
      {fit === 'changed' && <Compared name="Changed meanwhile" before={before} after={[now!]} />}
      {view.kind === 'move' ? null : <Compared {...(fit === 'changed' ? { name: 'Proposed' } : {})} before={before} after={view.after ? [view.after] : []} />}
      {both && <Compared name="Both together" before={[now!]} after={[both]} />}
    </>
  )
}

type Way = 'edit' | 'reject' | null

function Ending(props: Props) {
  const { view, now, fit, actions, onDone } = props
  const [way, setWay] = useState<Way>(null)
  const { refusal, submit, pending } = useForm(actions.decide, onDone)
  const decide = (decision: Decision, more: { reason?: string; block?: Block } = {}) =>
    submit(formOf({ proposalId: view.id, decision, seen: now ? sayingOf(now) : '', reason: '', ...more }))
  const mayEdit = fit !== 'gone' && (view.kind === 'change' || view.kind === 'insert')
  const mayAccept = fit === 'fits' || (fit === 'changed' && view.kind !== 'change')
  if (view.may.decide && view.may.withdraw) return refusal ? <ErrorSummary refusal={refusal} /> : null
  return (
    <div className="mt-3 space-y-3">
      {refusal && <ErrorSummary refusal={refusal} />}
      {way === 'edit' && <Edited {...props} onSend={(block) => decide('accepted with edits', { block })} onCancel={() => setWay(null)} busy={pending} />}
      {way === 'reject' && <Rejecting onSend={(reason) => decide('rejected', { reason })} onCancel={() => setWay(null)} busy={pending} />}
      {way === null && (
        <div className="flex flex-wrap gap-2">
          {!view.may.decide && mayAccept && <Press busy={pending} primary onPress={() => decide('accepted')}>Accept</Press>}
          {!view.may.decide && mayEdit && <Press onPress={() => setWay('edit')} primary={!mayAccept}>Accept with edits</Press>}
          {!view.may.decide && <Press onPress={() => setWay('reject')}>Reject</Press>}
          {!view.may.withdraw && <Press busy={pending} onPress={() => decide('withdrawn')}>Withdraw</Press>}
        </div>
      )}
    </div>
  )
}

function Press({ onPress, busy = false, primary = false, children }: { onPress: () => void; busy?: boolean; primary?: boolean; children: ReactNode }) {
  return <Button type="button" size="small" variant={primary ? 'primary' : 'secondary'} aria-busy={busy || undefined} onClick={() => { if (!busy) onPress() }}>{children}</Button>
}

interface EditedProps extends Props { readonly onSend: (block: Block) => void; readonly onCancel: () => void; readonly busy: boolean }

function Edited({ view, now, fit, onSend, onCancel, busy }: EditedProps) {
  const [first] = useState(() => (fit === 'changed' ? mergedChange(view.before!, now!, view.after!) as Block | null : null) ?? view.after!)
  const [block, setBlock] = useState(first)
  const keepAttributes = (next: Block) => setBlock((last) => ({ ...next, attrs: { ...last.attrs, id: next.attrs?.id } }))
  return (
    <div className="space-y-3">
      {block.type === 'requirement' && <RequirementFields block={block} onChange={setBlock} />}
      <BlockEditor label={`Your words for ${labelOf(view)}`} block={first} onChange={keepAttributes} />
      <div className="flex flex-wrap gap-2">
        <Press primary busy={busy} onPress={() => onSend(block)}>Put this in</Press>
        <Press onPress={onCancel}>Cancel</Press>
      </div>
    </div>
  )
}

function Rejecting({ onSend, onCancel, busy }: { onSend: (reason: string) => void; onCancel: () => void; busy: boolean }) {
  const [reason, setReason] = useState('')
  return (
    <div className="space-y-3">
      <TextArea id={useId()} name="reason" label="Why is it rejected?" rows={2} maxLength={2000} value={reason} onChange={(event) => setReason(event.target.value)} />
      <div className="flex flex-wrap gap-2">
        <Press primary busy={busy} onPress={() => onSend(reason)}>Reject it</Press>
        <Press onPress={onCancel}>Cancel</Press>
      </div>
    </div>
  )
}
