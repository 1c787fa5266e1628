import { Select, TextInput } from '@/components/ui/field'
import { constituencies } from '@/lib/groups/constituency'
import type { QuorumRule } from '@/lib/groups/quorum'

export interface Terms { readonly quorum: QuorumRule; readonly writtenWindowDays: number; readonly reviewPeriodMonths: number }

const comparisons = [{ value: 'over', label: 'Over' }, { value: 'at least', label: 'At least' }]
const percent = (share: number | undefined, otherwise: number) => String(Math.round((share ?? otherwise) * 10_000) / 100)

/** The quorum rule and the periods of a charter, as those before it stand. */
export function CharterTermsFields({ terms }: { terms?: Terms | undefined }) {
  const rule = terms?.quorum
  return (
    <>
      <fieldset className="space-y-4">
        <legend className="text-heading font-bold">Quorum</legend>
        <Share name="present" label="A round is quorate with this share of seats" comparison={rule?.present.comparison ?? 'over'} value={percent(rule?.present.share, 0.6)} />
        <div className="flex flex-wrap items-end gap-4">
          {constituencies.map((one) => <TextInput key={one} name={`least ${one}`} label={`Fewest of the ${one}`} inputMode="numeric" className="w-48" defaultValue={rule ? rule.eachConstituency[one] ?? 0 : 1} />)}
        </div>
        <Share name="carried" label="It is carried by this share of approvals and dissents" comparison={rule?.carried.comparison ?? 'over'} value={percent(rule?.carried.share, 0.5)} />
      </fieldset>
      <TextInput name="writtenWindowDays" label="Working days for signing in writing after a meeting" inputMode="numeric" className="max-w-56" defaultValue={terms?.writtenWindowDays ?? 5} />
      <TextInput name="reviewPeriodMonths" label="Months between reviews" inputMode="numeric" className="max-w-56" defaultValue={terms?.reviewPeriodMonths ?? 12} />
    </>
  )
}

function Share({ name, label, comparison, value }: { name: string; label: string; comparison: string; value: string }) {
  return (
    <fieldset>
      <legend className="font-semibold">{label}</legend>
      <div className="mt-1 flex flex-wrap items-end gap-3">
        <Select name={`${name}Comparison`} label={`${label}: over or at least`} hideLabel className="w-36" choices={comparisons} defaultValue={comparison} />
        <TextInput name={`${name}Share`} label={`${label}: per cent`} hideLabel inputMode="decimal" className="w-24" defaultValue={value} />
        <span className="pb-2">%</span>
      </div>
    </fieldset>
  )
}
