import { Interests } from '@/components/calls/interests'
import { Radios, Select, TextArea, TextInput } from '@/components/ui/field'
import type { ExpressionView } from '@/lib/calls/queries'
import { memberRoles, roleInWords } from '@/lib/groups/group'

const choices = [{ value: 'seat', label: 'A seat' }, { value: 'member', label: 'A member without a seat' }, { value: 'declined', label: 'Declined' }]
const titled = (text: string) => text[0]!.toUpperCase() + text.slice(1)

/** What one person offers and declares, and what they are answered. */
export function AnswerFields({ one, others }: { one: ExpressionView; others: readonly ExpressionView[] }) {
  const { number, name } = one
  return (
    <li className="space-y-3 border-b border-line py-5">
      <div>
        <p><span className="font-mono text-quiet">{number}</span> <span className="font-semibold">{name}</span>, {one.organisation}, {one.constituency}</p>
        <p className="mt-1 [overflow-wrap:anywhere] whitespace-pre-line">{one.offers}</p>
        <Interests of={name} declared={one.declared} />
      </div>
      <Radios name={`answer-${number}`} label={`Answer to ${name}`} inline choices={choices} />
      <details>
        <summary className="inline-flex min-h-6 w-fit cursor-pointer items-center text-action underline underline-offset-4">Role, seat and substitute<span className="sr-only"> of {name}</span></summary>
        <div className="mt-2 grid gap-x-4 gap-y-2 sm:grid-cols-3 sm:items-end">
          <Select name={`role-${number}`} label={`${number}: role`} choices={[{ value: '', label: 'Editor with a seat, else reviewer' }, ...memberRoles.map((role) => ({ value: role, label: titled(roleInWords(role)) }))]} />
          <TextInput name={`seat-${number}`} label={`${number}: name of the seat`} />
          <Select name={`substitute-${number}`} label={`${number}: substitute`} choices={[{ value: '', label: 'Nobody' }, ...others.map((other) => ({ value: other.personId, label: other.name }))]} />
        </div>
      </details>
      <TextArea name={`reason-${number}`} label={`Reason, for ${name}`} hint="Needed when declined. They read it, and it is kept in the audit trail." rows={2} />
    </li>
  )
}
