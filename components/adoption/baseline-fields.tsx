import type { Baseline } from '@/lib/adoption/adoption'
import { longestMeasure } from '@/lib/adoption/policy'
import { TextInput } from '../ui/field'

/** What was measured, how many of how many, and when. */
export function BaselineFields({ baseline, today }: { baseline?: Baseline | undefined; today: string }) {
  return (
    <>
      <TextInput name="measure" label="What was measured?" hint="Such as “Applications made digitally, of all applications”." maxLength={longestMeasure} defaultValue={baseline?.measure} className="max-w-2xl" />
      <div className="flex flex-wrap gap-x-6 gap-y-4">
        <TextInput name="numerator" label="How many?" inputMode="numeric" defaultValue={baseline?.numerator} className="w-40" />
        <TextInput name="denominator" label="Out of how many?" inputMode="numeric" defaultValue={baseline?.denominator} className="w-40" />
      </div>
      <div className="flex flex-wrap gap-x-6 gap-y-4">
        <TextInput name="periodFrom" type="date" label="First day of the period" max={today} defaultValue={baseline?.periodFrom} className="w-52" />
        <TextInput name="periodTo" type="date" label="Last day of the period" max={today} defaultValue={baseline?.periodTo} className="w-52" />
      </div>
    </>
  )
}
