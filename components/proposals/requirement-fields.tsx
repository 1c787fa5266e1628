'use client'
import { useId } from 'react'
import { levels } from '@/lib/document/levels'
import { formatMetBy, meeters, parseMetBy } from '@/lib/document/met-by'
import type { Block } from '@/lib/document/types'

/** Level and met-by of a requirement that is being proposed. */
export function RequirementFields({ block, onChange }: { block: Block; onChange: (block: Block) => void }) {
  const id = useId()
  const set = (name: string, value: string) => onChange({ ...block, attrs: { ...block.attrs, [name]: value } })
  const named = parseMetBy(block.attrs?.metBy)
  return (
    <div className="flex flex-wrap gap-x-8 gap-y-3">
      <div>
        <label htmlFor={id} className="block font-semibold">Level</label>
        <select id={id} className="choice-select" value={String(block.attrs?.level)} onChange={(event) => set('level', event.target.value)}>
          {levels.map((level) => <option key={level}>{level}</option>)}
        </select>
      </div>
      <fieldset>
        <legend className="font-semibold">Met by</legend>
        <div className="flex flex-wrap gap-x-5">
          {meeters.map((who) => (
            <label key={who} className="flex min-h-9 items-center gap-2">
              <input type="checkbox" className="choice-box" checked={named.includes(who)}
                onChange={(event) => set('metBy', formatMetBy(event.target.checked ? [...named, who] : named.filter((one) => one !== who)))} />
              {who[0]!.toUpperCase() + who.slice(1)}
            </label>
          ))}
        </div>
      </fieldset>
    </div>
  )
}
