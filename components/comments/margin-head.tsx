'use client'
import { keysInWords } from '@/components/editor/keys-in-words'
import type { Refusal } from '@/lib/kernel/refusal'
import { Refused, SmallButton } from './form-parts'
import { type Filter, filters } from './sorting'

interface Props {
  readonly counts: Record<Filter, number>
  readonly filter: Filter
  readonly onFilter: (filter: Filter) => void
  readonly refusal: Refusal | null
  readonly onWhole: () => void
  readonly onStep: (by: 1 | -1) => void
  /** There is more than one thread to step through. */
  readonly many: boolean
}

const start = 'Comment on the whole draft'

/** How many threads there are, which of them are shown, and the way from one to the next. */
export function MarginHead({ counts, filter, onFilter, refusal, onWhole, onStep, many }: Props) {
  return (
    <div className="margin-head">
      <div role="group" aria-label="Threads shown" className="margin-filters">
        {filters.filter(({ value }) => value !== 'lost' || counts.lost > 0 || filter === 'lost').map(({ value, label }) => (
          <button key={value} type="button" className="margin-filter" aria-pressed={filter === value} onClick={() => onFilter(value)}>
            {label} <span className="margin-count">{counts[value]}</span>
          </button>
        ))}
      </div>
      <div className="margin-tools">
        {refusal ? <Refused refusal={refusal} labels={[start]} /> : <SmallButton onClick={onWhole}>{start}</SmallButton>}
        {many && (
          <span className="margin-steps">
            <Step by={-1} label="Previous thread" keys="Mod+Alt+K" onStep={onStep} />
            <Step by={1} label="Next thread" keys="Mod+Alt+J" onStep={onStep} />
          </span>
        )}
      </div>
    </div>
  )
}

function Step({ by, label, keys, onStep }: { by: 1 | -1; label: string; keys: string; onStep: (by: 1 | -1) => void }) {
  return (
    <button type="button" className="margin-step" aria-label={label} title={`${label} (${keysInWords(keys)})`} onClick={() => onStep(by)}>
      <svg aria-hidden="true" viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round">
        <path d={by === 1 ? 'M8 3v10m4-4-4 4-4-4' : 'M8 13V3M4 7l4-4 4 4'} />
      </svg>
    </button>
  )
}
