import type { ReactNode } from 'react'
import { Radios, TextArea } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Section } from '@/components/ui/page'
import type { FormAnswer } from '@/components/ui/form-state'
import type { Objection } from '@/lib/consultation/objection'
import {
  answering, asking, longestWords, notResolving, resolving, ruling, withdrawingDissent, withdrawingObjection,
} from '@/lib/consultation/objection-policy'
import type { Words } from '@/lib/consultation/objection-queries'
import type { Standing } from '@/lib/groups/standing'
import type { Refusal } from '@/lib/kernel/refusal'
import { answer, ask, respond, rule, withdraw, withdrawOwnDissent } from '../actions'

interface Props { slug: string; standing: Standing; objection: Objection; now: (Words & { versionId: string | null }) | null }

/** What this person can do about the objection; what another one has to do, said in a line. */
export function NextSteps({ slug, standing, objection, now }: Props) {
  const own = objection.objectorId === standing.personId
  const differs = now !== null && now.digest !== objection.requirementDigest
  const form = { slug, objection }
  if (objection.state.kind === 'not upheld') {
    return own ? <Words {...form} title="Withdraw your dissent" action={withdrawOwnDissent} prefix="dissent" label="Why? (optional)" button="Withdraw the dissent" refusal={withdrawingDissent(standing, objection)} /> : null
  }
  if (own) {
    return (
      <>
        {differs && <Respond {...form} now={now} resolves={resolving(standing, objection, differs)} keeps={notResolving(standing, objection)} />}
        <Words {...form} title="Withdraw it" action={withdraw} prefix="withdraw" label="Why? (optional)" button="Withdraw the objection" variant="danger" refusal={withdrawingObjection(standing, objection)} />
      </>
    )
  }
  const mayAnswer = answering(standing, objection)
  const mayRule = ruling(standing, objection)
  return (
    <>
      <p className="mt-8 max-w-prose text-quiet">{objection.objectorName} alone says whether a change resolves it. Only an advisor of the working group can rule that it is not upheld.</p>
      {!mayAnswer && <Words {...form} title="Answer it" action={answer} prefix="answer" label="Your answer" button="Record the answer" required />}
      {!mayAnswer && <Words {...form} title="Ask the objector" action={ask} prefix="ask" label="What has changed? (optional)" refusal={asking(standing, objection, differs)}
        button="Ask whether the draft resolves it" />}
      {!mayRule && <Words {...form} title="Rule on it" action={rule} prefix="rule" label="Rationale" hint="Published with the version, with the objection. The dissent is recorded."
        button="Rule not upheld" variant="danger" required />}
    </>
  )
}

function Hidden({ slug, objection }: { slug: string; objection: Objection }) {
  return (
    <>
      <input type="hidden" name="slug" value={slug} />
      <input type="hidden" name="objection" value={objection.name} />
      <input type="hidden" name="objectionId" value={objection.id} />
    </>
  )
}

interface WordsProps {
  slug: string; objection: Objection; title: string; action: (state: FormAnswer, form: FormData) => Promise<FormAnswer>; prefix: string; label: string; hint?: ReactNode; button: string
  variant?: 'danger'; refusal?: Refusal | null; required?: boolean
}

function Words({ slug, objection, title, action, prefix, label, hint, button, variant, refusal = null, required = false }: WordsProps) {
  return (
    <Section title={title}>
      <ActionForm action={action} prefix={prefix} label={title} className="space-y-4">
        <Hidden slug={slug} objection={objection} />
        {!refusal && <TextArea name="text" label={label} hint={hint} rows={3} maxLength={longestWords} required={required} />}
        <SubmitButton variant={variant ?? 'secondary'} refusal={refusal}>{button}</SubmitButton>
      </ActionForm>
    </Section>
  )
}

function Respond({ slug, objection, now, resolves, keeps }: { slug: string; objection: Objection; now: Words & { versionId: string | null }; resolves: Refusal | null; keeps: Refusal | null }) {
  return (
    <Section title="Does this resolve it?">
      <ActionForm action={respond} prefix="respond" label="Does this resolve it?">
        <Hidden slug={slug} objection={objection} />
        <input type="hidden" name="versionId" value={now.versionId ?? ''} />
        <input type="hidden" name="digest" value={now.digest ?? ''} />
        {!resolves && (
          <>
            <Radios name="resolves" label={`The words in ${now.place}`} inline choices={[{ value: 'yes', label: 'This resolves my objection' },
              ...(keeps ? [] : [{ value: 'no', label: 'It does not' }])]} defaultValue={keeps ? 'yes' : undefined} />
            <TextArea name="text" label={keeps ? 'In your words (optional)' : 'In your words'} hint={keeps ? undefined : 'Needed when it does not: what is still missing?'} rows={3} maxLength={longestWords} />
          </>
        )}
        <SubmitButton refusal={resolves}>Send your answer</SubmitButton>
      </ActionForm>
    </Section>
  )
}
