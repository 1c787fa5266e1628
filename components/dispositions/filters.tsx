import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/field'
import { commentKinds, kindInWords, placeInWords } from '@/lib/consultation/comment'
import { type DisposedComment, type Filter, outcomes, outcomeInWords, wholeText } from '@/lib/consultation/disposition'

const every = { value: '', label: 'All' }

const byName = (pairs: ReadonlyMap<string, string>) => [...pairs].map(([value, label]) => ({ value, label })).sort((a, b) => a.label.localeCompare(b.label, 'en', { numeric: true }))

/** What the list shows; an ordinary form, so that each view has an address. */
export function Filters({ comments, filter, consultation }: { comments: readonly DisposedComment[]; filter: Filter; consultation: number }) {
  const requirements = new Map(comments.map((comment) => [comment.blockId ?? wholeText, placeInWords(comment)]))
  const organisations = new Map(comments.filter((comment) => comment.organisation).map((comment) => [comment.organisation!, comment.organisation!]))
  return (
    <form method="get" role="search" aria-label="Which comments" className="mb-8 flex flex-wrap items-end gap-x-4 gap-y-3">
      <input type="hidden" name="consultation" value={consultation} />
      <Select name="state" label="Outcome" className="w-44" defaultValue={filter.state} choices={[every, { value: 'open', label: 'Open' }, ...outcomes.map((value) => ({ value, label: outcomeInWords[value] }))]} />
      <Select name="kind" label="Kind" className="w-40" defaultValue={filter.kind} choices={[every, ...commentKinds.map((value) => ({ value, label: kindInWords[value][0] }))]} />
      <Select name="requirement" label="On" className="w-44" defaultValue={filter.requirement} choices={[every, ...byName(requirements)]} />
      <Select name="organisation" label="Organisation" className="w-56" defaultValue={filter.organisation} choices={[every, ...byName(organisations)]} />
      <Button type="submit" variant="secondary">Show</Button>
    </form>
  )
}
