'use client'
import { useActionState, useEffect, useRef } from 'react'
import { LinkButton } from '@/components/ui/button'
import { Radios, TextArea, TextInput } from '@/components/ui/field'
import { ErrorSummary, SubmitButton } from '@/components/ui/form'
import { type FormAnswer, FormState } from '@/components/ui/form-state'
import { SummaryList } from '@/components/ui/summary-list'
import { Digest } from '@/components/versions/digest'
import { position } from '../actions'

interface Seat {
  id: string; name: string; authority: string | null; now: string | null; position: string | null; reason: string; delegation: string; earlier: Earlier | null
}

/** What the seat said on an earlier version. */
interface Earlier { id: string; position: string; reason: string }

interface Props { slug: string; roundId: string; digest: string; label: string; seats: readonly Seat[] }

const choices = [
  { value: 'approve', label: 'Approve', hint: 'My seat agrees to this text.' },
  { value: 'dissent', label: 'Dissent', hint: 'My seat does not agree. A reason is needed, and goes on the record.' },
  { value: 'abstain', label: 'Abstain', hint: 'My seat takes part and does not decide either way.' },
]

const inWords = (position: string): string => choices.find((choice) => choice.value === position)?.label ?? ''

/** Two steps in one form, so that nothing of a position ever stands in an address: choose, then look at the answers and take it. */
export function PositionForm(props: Props) {
  const [state, submit] = useActionState(position, null)
  const checking = state?.done === 'check' || (state?.refusal !== undefined && state.values?.step === 'take' && !state.refusal.field)
  const seat = props.seats.find((one) => one.id === state?.values?.electorId) ?? props.seats[0]!
  return (
    <form action={submit} className="space-y-6" noValidate aria-label="Your position">
      {state?.refusal && <ErrorSummary refusal={state.refusal} />}
      <input type="hidden" name="slug" value={props.slug} />
      <input type="hidden" name="roundId" value={props.roundId} />
      <input type="hidden" name="digest" value={props.digest} />
      <input type="hidden" name="standIns" value={props.seats.filter((one) => one.authority).map((one) => one.id).join(' ')} />
      {props.seats.map((one) => one.earlier && <input key={one.id} type="hidden" name={`carriedFrom ${one.id}`} value={one.earlier.id} />)}
      <FormState value={state}>
        {checking ? <Check {...props} seat={seat} values={state?.values ?? {}} /> : <Choose {...props} seat={seat} answered={state} />}
      </FormState>
    </form>
  )
}

function Choose({ slug, seats, seat, answered }: Props & { seat: Seat; answered: FormAnswer }) {
  return (
    <>
      {seats.length > 1
        ? <Radios name="electorId" label="Which seat do you decide for?" defaultValue={seat.id} choices={seats.map((one) => ({ value: one.id, label: one.name, hint: one.authority ?? '' }))} />
        : <input type="hidden" name="electorId" value={seat.id} />}
      {seats.filter((one) => one.now).map((one) => <p key={one.id} className="max-w-prose text-quiet">{one.name} now: {one.now}. A new position takes its place; this one is kept.</p>)}
      <Radios key={`position ${answered?.values?.position ?? ''}`} name="position" label="Position" choices={choices} {...(seat.position ? { defaultValue: seat.position } : {})} />
      {seats.some((one) => one.authority) && <TextInput name="delegation" label="Authority" hint="Under which delegation you sign for the holder, such as “delegation 4.2, until 12 May”. It goes on the public record: name the instrument, not a person." maxLength={200} defaultValue={seat.delegation} className="max-w-2xl" />}
      <TextArea name="reason" label="Reason" hint="Needed for a dissent, welcome for the others. It goes on the record." rows={5} maxLength={5000} defaultValue={seat.reason || (seat.now ? '' : seat.earlier?.reason ?? '')} />
      <div className="flex flex-wrap items-start gap-3">
        <SubmitButton name="step" value="check">Continue</SubmitButton>
        {seats.length === 1 && !seat.now && seat.earlier && <SubmitButton name="step" value={`confirm ${seat.earlier.position}`} variant="secondary">Confirm: {inWords(seat.earlier.position)}</SubmitButton>}
        <LinkButton href={`/workspace/standards/${slug}/sign-off`} variant="quiet">Not now</LinkButton>
      </div>
    </>
  )
}

function Check({ label, digest, seat, values }: Props & { seat: Seat; values: Readonly<Record<string, string>> }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <>
      <input type="hidden" name="electorId" value={seat.id} />
      <input type="hidden" name="position" value={values.position ?? ''} />
      <input type="hidden" name="reason" value={values.reason ?? ''} />
      <input type="hidden" name="delegation" value={values.delegation ?? ''} />
      <h3 ref={heading} tabIndex={-1} className="text-reading font-bold outline-none">Check before you take it</h3>
      <SummaryList rows={[
        { key: 'Seat', value: `${seat.name}${seat.authority ? `, ${seat.authority}, under ${values.delegation}` : ''}` },
        { key: 'Position', value: inWords(values.position ?? '') },
        { key: 'Reason', value: values.reason || <span className="text-quiet">None given</span> },
        { key: 'On the text', value: <>{label}, <Digest digest={digest} /></> },
      ]} />
      <div className="flex flex-wrap items-start gap-3">
        <SubmitButton name="step" value="take">Take this position</SubmitButton>
        <SubmitButton name="step" value="change" variant="secondary">Change it</SubmitButton>
      </div>
    </>
  )
}
