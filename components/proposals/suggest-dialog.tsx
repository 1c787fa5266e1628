'use client'
import { useId, useMemo, useState } from 'react'
import { useForm } from '@/components/comments/form-parts'
import { Dialog } from '@/components/editor/dialogs/dialog'
import { Button } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { ErrorSummary } from '@/components/ui/form'
import type { Block } from '@/lib/document/types'
import { sayingOf } from '@/lib/drafts/amendment'
import { newBlockId } from '@/lib/kernel/ids'
import { blockInWords, type ProposalKind, type Source } from '@/lib/proposals/proposal'
import { formOf, type ProposalActions } from './actions'
import { BlockEditor } from './block-editor'
import { RequirementFields } from './requirement-fields'

interface Props {
  readonly standardId: string
  readonly blockId: string
  /** The blocks of the draft as the page shows them. */
  readonly content: () => readonly Block[]
  readonly refs: Readonly<Record<string, string>>
  readonly answers: Source | null
  readonly actions: ProposalActions
  readonly onDone: () => void
  readonly onClose: () => void
}

type Deed = 'change' | 'insert' | 'move' | 'delete'

const deeds: Record<Deed, string> = { change: 'Change it', insert: 'Add something after it', move: 'Move it', delete: 'Delete it' }

const additions = { requirement: 'A requirement', paragraph: 'A paragraph', note: 'A note', heading: 'A heading' } as const
type Addition = keyof typeof additions

const paragraph = (): Block => ({ type: 'paragraph', attrs: { id: newBlockId() } })

function fresh(kind: Addition): Block {
  const attrs = { id: newBlockId() }
  if (kind === 'requirement') {
    return { type: kind, attrs: { ...attrs, ref: null, level: 'not specified', metBy: '', appliesTo: '' }, content: [{ type: 'requirementStatement', content: [paragraph()] }] }
  }
  return kind === 'note' ? { type: kind, attrs, content: [paragraph()] } : kind === 'heading' ? { type: kind, attrs: { ...attrs, level: 2 } } : paragraph()
}

/** Of a requirement in which only the level, or only met-by, is other: that, so that it stands whatever else becomes of the words. */
function kindOf(before: Block, after: Block): ProposalKind {
  const only = (name: string) => sayingOf({ ...before, attrs: { ...before.attrs, [name]: after.attrs?.[name] } }) === sayingOf(after)
  if (before.type !== 'requirement' || sayingOf(before) === sayingOf(after)) return 'change'
  return only('level') ? 'level' : only('metBy') ? 'met-by' : 'change'
}

/** Asks what one would have otherwise about one block of the draft. What was written stays until it is sent. */
export function SuggestDialog({ standardId, blockId, content, refs, answers, actions, onDone, onClose }: Props) {
  const [deed, setDeed] = useState<Deed>('change')
  const [base, setBase] = useState(() => content().find((block) => block.attrs?.id === blockId))
  const [changed, setChanged] = useState(base)
  const [added, setAdded] = useState(() => fresh('requirement'))
  const [behind, setBehind] = useState('')
  const [note, setNote] = useState('')
  const { refusal, submit, pending } = useForm(async (state, form) => {
    const answer = await actions.propose(state, form)
    // How it stands now is on the page behind: what is sent next was seen.
    if (answer?.refusal?.code === 'stale') setBase(content().find((block) => block.attrs?.id === blockId))
    return answer
  }, onDone)
  const name = base ? blockInWords(base, refs) : 'a part that is no longer there'
  const send = () => {
    if (!base || pending) return
    const kind = deed === 'change' ? kindOf(base, changed!) : deed
    submit(formOf({
      standardId, kind, blockId, seen: deed === 'insert' ? '' : sayingOf(base), note, answers,
      ...(kind === 'change' ? { block: changed } : kind === 'insert' ? { block: added, afterBlockId: blockId } : kind === 'move' ? { afterBlockId: behind || null }
        : kind === 'level' ? { level: changed!.attrs!.level } : kind === 'met-by' ? { metBy: changed!.attrs!.metBy } : {}),
    }))
  }
  return (
    <Dialog title={`Suggest about ${name}`} onClose={onClose}>
      <div className="mt-4 space-y-5">
        {refusal && <ErrorSummary refusal={refusal} />}
        <Deeds now={deed} onChoose={setDeed} />
        {deed === 'change' && changed && base && <Change first={base} block={changed} onChange={setChanged} />}
        {deed === 'insert' && <Addition block={added} onChange={setAdded} />}
        {deed === 'move' && <Place blocks={content().filter((block) => block.attrs?.id !== blockId)} refs={refs} now={behind} onChoose={setBehind} />}
        {deed === 'delete' && <p>It would go from the draft, with its rationale, test and evidence. Versions that hold it keep it.</p>}
        <TextArea id={useId()} name="note" label="Why? (optional)" rows={2} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
        <div className="flex flex-wrap gap-3">
          <Button type="button" aria-busy={pending || undefined} onClick={send}>Send suggestion</Button>
          <Button type="button" variant="quiet" onClick={onClose}>Cancel</Button>
        </div>
      </div>
    </Dialog>
  )
}

function Deeds({ now, onChoose }: { now: Deed; onChoose: (deed: Deed) => void }) {
  const group = useId()
  return (
    <fieldset>
      <legend className="font-semibold">What do you suggest?</legend>
      <div className="flex flex-wrap gap-x-6">
        {(Object.keys(deeds) as Deed[]).map((deed) => (
          <label key={deed} className="flex min-h-9 items-center gap-2">
            <input type="radio" name={group} className="choice-box" checked={deed === now} onChange={() => onChoose(deed)} />{deeds[deed]}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function Change({ first, block, onChange }: { first: Block; block: Block; onChange: (block: Block) => void }) {
  // The small editor knows the words, the fields beside it the rest: each leaves the other's as it is.
  const words = (next: Block) => onChange({ ...next, attrs: block.attrs ?? {} })
  const [begun] = useState(first)
  return (
    <>
      {block.type === 'requirement' && <RequirementFields block={block} onChange={onChange} />}
      <div><p className="font-semibold" aria-hidden="true">Words</p><BlockEditor label="Words" block={begun} onChange={words} /></div>
    </>
  )
}

function Addition({ block, onChange }: { block: Block; onChange: (block: Block) => void }) {
  const id = useId()
  const begun = useMemo(() => block, [block.type])
  return (
    <>
      <div>
        <label htmlFor={id} className="block font-semibold">What to add</label>
        <select id={id} className="choice-select" value={block.type} onChange={(event) => onChange(fresh(event.target.value as Addition))}>
          {(Object.keys(additions) as Addition[]).map((kind) => <option key={kind} value={kind}>{additions[kind]}</option>)}
        </select>
      </div>
      {block.type === 'requirement' && <RequirementFields block={block} onChange={onChange} />}
      <div><p className="font-semibold" aria-hidden="true">Words</p><BlockEditor label="Words" block={begun} onChange={(next) => onChange({ ...next, attrs: block.attrs ?? {} })} /></div>
    </>
  )
}

function Place({ blocks, refs, now, onChoose }: { blocks: readonly Block[]; refs: Readonly<Record<string, string>>; now: string; onChoose: (id: string) => void }) {
  const id = useId()
  return (
    <div>
      <label htmlFor={id} className="block font-semibold">Where to</label>
      <select id={id} className="choice-select" value={now} onChange={(event) => onChoose(event.target.value)}>
        <option value="">To the beginning</option>
        {blocks.map((block) => <option key={String(block.attrs?.id)} value={String(block.attrs?.id)}>After {blockInWords(block, refs)}</option>)}
      </select>
    </div>
  )
}
