import { TextArea, TextInput } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { ChangeList } from '@/components/versions/change-list'
import { ChangeClassAndNumber } from '@/components/versions/proposed'
import { type Refusal, refuse } from '@/lib/kernel/refusal'
import type { ProposedNumber } from '@/lib/publication/proposed-queries'
import type { Comparison } from '@/lib/versions/compare'
import { tag } from './actions'

interface Props {
  slug: string
  standardId: string
  comparison: Comparison | null
  newest: string | null
  proposed: ProposedNumber | null
  next: string
  unchanged: boolean
  refusal: Refusal | null
}

/** What would become the next version, said before it is tagged. */
export function NextVersion({ slug, standardId, comparison, newest, proposed, next, unchanged, refusal }: Props) {
  const why = refusal ?? (unchanged ? refuse('nothing-changed', `Nothing has changed since ${newest}.`) : null)
  return (
    <div className={unchanged ? '' : 'grid gap-x-12 gap-y-8 lg:grid-cols-2'}>
      {!unchanged && (
        <div>
          {comparison && newest ? (
            <>
              <ChangeList comparison={comparison} page={`/workspace/standards/${slug}/changes`} most={12} />
              <div className="mt-6"><ChangeClassAndNumber comparison={comparison} since={newest} next={next} proposed={proposed} /></div>
            </>
          ) : <p>There is no version yet to compare with.</p>}
        </div>
      )}
      <ActionForm action={tag} label={`Tag version ${next}`} className="space-y-5">
        <input type="hidden" name="slug" value={slug} />
        <input type="hidden" name="standardId" value={standardId} />
        {!why && (
          <>
            <TextArea name="note" label="Change note" hint="What is different, in one or two sentences that a member who missed a week would understand." rows={3} maxLength={2000} required />
            <TextInput name="number" label="Number" hint={`Left as it is: ${next}. A higher one may be chosen; numbers from v1.0 on are given at publication.`}
              placeholder={next} autoComplete="off" />
          </>
        )}
        <SubmitButton refusal={why}>Tag version {next.slice(1)}</SubmitButton>
      </ActionForm>
    </div>
  )
}
