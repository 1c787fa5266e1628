import { Checkboxes, Radios, Select, TextArea } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Section } from '@/components/ui/page'
import { mayExpress } from '@/lib/calls/policy'
import type { CallInView } from '@/lib/calls/queries'
import { constituencies } from '@/lib/groups/constituency'
import { constituenciesOf, type OrganisationKind } from '@/lib/groups/group'
import { refuse } from '@/lib/kernel/refusal'
import { express } from '../actions'

export interface OwnOrganisation { readonly id: string; readonly name: string; readonly kind: OrganisationKind; readonly constituency: string | null }

const titled = (text: string) => text[0]!.toUpperCase() + text.slice(1)

/** The form, or its button alone with the reason why it would be refused. */
export function Express({ found, organisations }: { found: CallInView; organisations: readonly OwnOrganisation[] }) {
  const { call, standing } = found
  const refusal = mayExpress(standing, call.state, false)
    ?? (organisations.length === 0 ? refuse('not-allowed', 'You belong to no organisation yet. An administrator adds you to yours.') : null)
  return (
    <Section title="Express your interest">
      <ActionForm action={express} prefix="express" label="Express your interest">
        <input type="hidden" name="slug" value={call.slug} /><input type="hidden" name="callId" value={call.id} />
        {refusal === null && <Fields organisations={organisations} />}
        <SubmitButton refusal={refusal}>Express interest</SubmitButton>
      </ActionForm>
    </Section>
  )
}

function Fields({ organisations }: { organisations: readonly OwnOrganisation[] }) {
  const [first] = organisations
  const fitting = constituencies.filter((one) => organisations.some((own) => constituenciesOf(own.kind).includes(one)))
  const usual = first?.constituency && fitting.some((one) => one === first.constituency) ? first.constituency : fitting[0]!
  return (
    <>
      <Select name="organisation" label="For which organisation" choices={organisations.map((one) => ({ value: one.id, label: one.name }))} defaultValue={first!.id} />
      <Radios name="constituency" label="As" inline choices={fitting.map((one) => ({ value: one, label: titled(one) }))} defaultValue={usual} />
      <TextArea name="offers" label="What you would bring" hint="What you know of this task, and the time that you could give." />
      <fieldset>
        <legend className="text-heading font-semibold">Interests</legend>
        <p className="max-w-prose text-small text-quiet">
          Contracts, products, work or family that others should know of. What you declare stands beside your name ever after: for advisors now, for everybody
          once you are in the working group. It is never deleted; you can add to it.
        </p>
        <div className="mt-3 space-y-3">
          <TextArea name="interests" label="Declaration of interest" rows={3} />
          <Checkboxes name="nothing" label="Or" choices={[{ value: 'yes', label: 'I have nothing to declare' }]} />
        </div>
      </fieldset>
    </>
  )
}
