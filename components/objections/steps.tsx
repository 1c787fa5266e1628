import { Interests } from '@/components/calls/interests'
import type { Objection, Step, StepKind } from '@/lib/consultation/objection'
import type { DeclarationView } from '@/lib/calls/declaration'
import { momentInWords } from '@/lib/kernel/clock'

const did: Record<StepKind, string> = {
  'answered': 'answered', 'asked': 'asked whether this resolves it', 'not resolved': 'said that it is not resolved', 'resolved by change': 'accepted that the change resolves it',
  'not upheld': 'ruled that it is not upheld; the dissent is recorded', 'withdrawn': 'withdrew the objection', 'dissent withdrawn': 'withdrew the dissent',
}

function inWords({ kind, version }: Step): string {
  if (kind === 'asked') return `${did[kind]}: ${version ? `the words in ${version}` : 'the words in the draft'}`
  if (kind === 'resolved by change') return `${did[kind]}: the words in ${version ?? 'the draft'}`
  return did[kind]
}

const by = (step: Step): string => (step.byName === null ? 'Accord' : step.byOrganisation ? `${step.byName}, ${step.byOrganisation},` : step.byName)

/** What was done about an objection, oldest first. */
export function Steps({ objection, declared }: { objection: Objection; declared: ReadonlyMap<string, readonly DeclarationView[]> }) {
  return (
    <ol className="border-t border-line">
      <li className="border-b border-line py-3">
        <p>{objection.objectorName}, {objection.organisation}, lodged {objection.name} to {objection.ref} of {objection.version}</p>
        <p className="text-small text-quiet">{momentInWords(objection.lodgedAt)}</p>
      </li>
      {objection.steps.map((step) => (
        <li key={step.number} className="border-b border-line py-3">
          <p>{by(step)} {inWords(step)}</p>
          {step.text && <p className="mt-1 max-w-prose border-l-4 border-line pl-4 whitespace-pre-line [overflow-wrap:anywhere]">{step.text}</p>}
          <p className="text-small text-quiet">{momentInWords(step.at)}</p>
          {step.text && step.byId && step.byName && <Interests of={step.byName} declared={declared.get(step.byId) ?? []} />}
        </li>
      ))}
    </ol>
  )
}
