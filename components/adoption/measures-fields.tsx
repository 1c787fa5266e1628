import type { Measures } from '@/lib/adoption/measures'
import { longestMeasureNote } from '@/lib/adoption/policy'
import { TextInput } from '../ui/field'

const text = (figure: number | null | undefined, per = 1): string | undefined => (figure === null || figure === undefined ? undefined : String(figure / per))

/** The figures of one period. What is divided by what is Accord's to compute. */
export function MeasuresFields({ measures, today }: { measures?: Measures | undefined; today: string }) {
  return (
    <>
      <Row>
        <TextInput name="periodFrom" type="date" label="First day of the period" max={today} defaultValue={measures?.periodFrom} className="w-52" />
        <TextInput name="periodTo" type="date" label="Last day of the period" max={today} defaultValue={measures?.periodTo} className="w-52" />
      </Row>
      <Row>
        <TextInput name="completed" label="Completed, by all channels" hint="On line, by phone, on paper." inputMode="numeric" defaultValue={text(measures?.completed)} className="w-full sm:w-56" />
        <TextInput name="completedOnline" label="Completed on line" hint="Without help; “not eligible” counts." inputMode="numeric" defaultValue={text(measures?.completedOnline)} className="w-full sm:w-56" />
        <TextInput name="startedOnline" label="Started on line" hint="Completed or given up." inputMode="numeric" defaultValue={text(measures?.startedOnline)} className="w-full sm:w-56" />
      </Row>
      <Row>
        <TextInput name="cost" label="Total cost, in pounds" hint="Of everything completed." inputMode="decimal" defaultValue={text(measures?.cost, 100)} className="w-full sm:w-56" />
        <TextInput name="satisfaction" label="User satisfaction, in %" hint="As your council measures it." inputMode="decimal" defaultValue={text(measures?.satisfaction, 10)} className="w-full sm:w-56" />
      </Row>
      <TextInput name="note" label="How it was counted, if that needs saying" maxLength={longestMeasureNote} defaultValue={measures?.note} className="max-w-2xl" />
    </>
  )
}

const Row = ({ children }: { children: React.ReactNode }) => <div className="flex flex-wrap items-end gap-x-6 gap-y-4">{children}</div>
