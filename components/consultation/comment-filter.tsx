import { commentKinds, kindInWords } from '@/lib/consultation/comment'
import { Button } from '../ui/button'
import { type Choice, Select } from '../ui/field'

interface Props {
  action: string
  number: number
  asked: { readonly on?: string; readonly kind?: string; readonly of?: string }
  places: readonly string[]
  sources: readonly string[]
}

const every = (label: string, values: readonly (string | Choice)[]): Choice[] =>
  [{ value: '', label }, ...values.map((value) => (typeof value === 'string' ? { value, label: value } : value))]

/** Which comments are shown: a form that is sent by GET, so that what was chosen stands in the address and needs no script. */
export function CommentFilter({ action, number, asked, places, sources }: Props) {
  return (
    <form action={action} method="get" aria-label="Which comments to show" className="flex flex-wrap items-end gap-4">
      <input type="hidden" name="number" value={number} />
      <Select name="on" id="filter-on" label="On" choices={every('Everything', places)} defaultValue={asked.on ?? ''} className="w-48" />
      <Select name="kind" id="filter-kind" label="Kind" choices={every('Every kind', commentKinds.map((kind) => ({ value: kind, label: kindInWords[kind][0] })))} defaultValue={asked.kind ?? ''} className="w-40" />
      <Select name="of" id="filter-of" label="Organisation" choices={every('Every organisation', sources)} defaultValue={asked.of ?? ''} className="w-64" />
      <Button variant="secondary">Show</Button>
    </form>
  )
}
