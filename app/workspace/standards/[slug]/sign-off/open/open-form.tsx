import { LinkButton } from '@/components/ui/button'
import { Radios, TextInput } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import type { Refusal } from '@/lib/kernel/refusal'
import { open } from '../actions'
import { Hidden } from '../hidden'

interface Props {
  slug: string
  standardId: string
  versionId: string
  refusal: Refusal | null
  /** Working days of the charter's written window. */
  days: number
  today: string
  ownerPost: string
  reviewDate: string
  adjourned: string
  day: string
  time: string
  meeting: boolean
}

export function OpenForm({ slug, standardId, versionId, refusal, days, ...proposed }: Props) {
  const how = [
    { value: 'time', label: 'By a closing time', hint: 'Each seat takes its position until then. The round closes by itself.' },
    { value: 'meeting', label: 'At a meeting', hint: `The advisor ends it. When it is quorate, absent seats sign in writing for ${days} working ${days === 1 ? 'day' : 'days'}; when not, it is adjourned with nothing recorded.` },
  ]
  return (
    <ActionForm action={open}>
      <Hidden slug={slug} standardId={standardId} versionId={versionId} />
      {!refusal && (
        <>
          {proposed.adjourned && <p className="max-w-prose">{proposed.adjourned}</p>}
          <Radios name="how" label="How do the seats decide?" choices={how} defaultValue={proposed.meeting ? 'meeting' : 'time'} />
          <div className="flex flex-wrap items-end gap-6">
            <TextInput name="closesAt" type="date" label="Day" hint="When it meets or closes, in the time of London." min={proposed.today} defaultValue={proposed.day} className="w-52" required />
            <TextInput name="closesTime" type="time" label="Time" defaultValue={proposed.time} className="w-40" required />
          </div>
          <TextInput name="ownerPost" label="Owner" hint="The post, not the person, that will answer for the standard once it is published." defaultValue={proposed.ownerPost} maxLength={200} required />
          <TextInput name="reviewDate" type="date" label="Review date" hint="When it is to be looked at again. Both can still be changed at publication." min={proposed.today} defaultValue={proposed.reviewDate} className="w-64" required />
        </>
      )}
      <div className="flex flex-wrap items-start gap-3">
        <SubmitButton refusal={refusal}>Open the round</SubmitButton>
        <LinkButton href={`/workspace/standards/${slug}/sign-off`} variant="quiet">Not now</LinkButton>
      </div>
    </ActionForm>
  )
}
