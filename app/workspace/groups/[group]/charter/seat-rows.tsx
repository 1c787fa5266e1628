'use client'
import { use } from 'react'
import { Select, TextInput } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/form'
import { FormPrefix, FormState, controlId } from '@/components/ui/form-state'

export interface Chair { readonly name: string; readonly holderId: string; readonly substituteId: string }
export interface Eligible { readonly personId: string; readonly label: string }

/** Rows for seats. A row without a holder does not count; more rows come from the server, so that this works without script. */
export function SeatRows({ seats, eligible }: { seats: readonly Chair[]; eligible: readonly Eligible[] }) {
  const [state, prefix] = [use(FormState), use(FormPrefix)]
  const rows = Number(state?.values?.rows ?? Math.max(3, seats.length + 1))
  const choices = [{ value: '', label: 'Nobody' }, ...eligible.map((one) => ({ value: one.personId, label: one.label }))]
  const wrong = state?.refusal?.field === 'seats' ? state.refusal.message : undefined
  return (
    <fieldset className={wrong ? 'border-l-4 border-refusal pl-3' : ''}>
      <legend className="text-heading font-bold">Seats</legend>
      <p className="max-w-prose text-small text-quiet">One vote each. A seat is of its holder’s organisation and constituency. Without a name it is called by the two. A row without a holder is no seat. No constituency may hold more than half of the seats.</p>
      {wrong && <p className="mt-1 font-semibold text-refusal"><span className="sr-only">Error: </span>{wrong}</p>}
      <input type="hidden" name="rows" value={rows} />
      <ol id={controlId('seats', prefix)} tabIndex={-1} className="mt-3 border-t border-line">
        {Array.from({ length: rows }, (_, row) => (
          <li key={row} className="grid gap-x-4 gap-y-2 border-b border-line py-4 sm:grid-cols-3 sm:items-end">
            <Select name={`seat ${row} holder`} label={`Seat ${row + 1}: holder`} choices={choices} defaultValue={seats[row]?.holderId ?? ''} />
            <Select name={`seat ${row} substitute`} label={`Seat ${row + 1}: substitute`} choices={choices} defaultValue={seats[row]?.substituteId ?? ''} />
            <TextInput name={`seat ${row} name`} label={`Seat ${row + 1}: name`} defaultValue={seats[row]?.name ?? ''} />
          </li>
        ))}
      </ol>
      <SubmitButton name="more" value="1" variant="secondary" className="mt-3">Add more seats</SubmitButton>
    </fieldset>
  )
}
