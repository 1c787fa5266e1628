'use client'
import { useState } from 'react'
import { Radios, TextInput } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Digest } from '@/components/versions/digest'
import { classInWords } from '@/lib/versions/classes'
import type { ChangeClass } from '@/lib/versions/compare'
import type { Refusal } from '@/lib/kernel/refusal'
import { publishVersion } from './actions'

interface Props {
  slug: string
  roundId: string
  label: string
  digest: string
  refusal: Refusal | null
  numbers: readonly string[]
  today: string
  postNow: string
  /** The review date of what is in force; empty where there is none to keep. */
  reviewNow: string
  proposed: { readonly label: string; readonly since: string; readonly class: ChangeClass } | null
}

const inWords = (number: string, first: boolean): string => (number === 'v1.0' ? 'The first publication' : first ? 'A minor number' : 'A major number: what conformed may no longer')

export function PublishForm({ slug, roundId, label, digest, refusal, numbers, today, postNow, reviewNow, proposed }: Props) {
  const suggested = numbers.find((one) => one === proposed?.label) ?? numbers[0] ?? 'v1.0'
  const [number, setNumber] = useState(suggested)
  return (
    <ActionForm action={publishVersion} label={`Publish ${label}`}>
      <input type="hidden" name="slug" value={slug} />
      <input type="hidden" name="roundId" value={roundId} />
      {!refusal && (
        <>
          <div onChange={(event) => { const { name, value } = event.target as unknown as HTMLInputElement; if (name === 'number') setNumber(value) }}>
            <Radios name="number" label="Number" defaultValue={suggested}
              hint={proposed && `Since ${proposed.since} the change is of class ${proposed.class} (${classInWords[proposed.class]}): ${proposed.label} is proposed.`} choices={numbers.map((one, index) => ({ value: one, label: one, hint: inWords(one, index === 0) }))} />
          </div>
          <TextInput name="ownerPost" label="Owner" hint="The post, not the person, that answers for the standard." defaultValue={postNow} maxLength={200} required />
          <TextInput name="reviewDate" type="date" label="Review date" hint="After today, and within three years. What is overdue shows in public." min={today} defaultValue={reviewNow} required />
          <p className="max-w-prose">The text of {label}, <Digest digest={digest} />, becomes public at once. It cannot be changed afterwards; a later version supersedes it.</p>
        </>
      )}
      <SubmitButton refusal={refusal}>Publish {label} as {number}</SubmitButton>
    </ActionForm>
  )
}
