import { type RequirementState, requirementStates, stateInWords } from '@/lib/adoption/assessment'
import type { RequirementFor } from '@/lib/adoption/queries'

/** How many are met, and what is left. */
export function Counts({ requirements }: { requirements: readonly RequirementFor[] }) {
  const words = requirements.map((one) => stateInWords(one.state, one.requirement.level))
  const all = [...requirementStates.flatMap((state): string[] => (state === 'not met' ? [state, 'not taken up'] : [state]))]
  const left = words.filter((one) => one === ('not assessed' satisfies RequirementState)).length
  return (
    <>
      <p><strong>{left === 0 ? 'All are assessed.' : `${left} of ${requirements.length} left to assess.`}</strong></p>
      <dl className="flex flex-wrap gap-x-6 gap-y-1">
        {all.map((state) => [state, words.filter((one) => one === state).length] as const).filter(([, count]) => count > 0).map(([state, count]) => (
          <div key={state} className="flex gap-2"><dt className="order-2 text-quiet">{state}</dt><dd className="font-semibold tabular-nums">{count}</dd></div>
        ))}
      </dl>
    </>
  )
}
