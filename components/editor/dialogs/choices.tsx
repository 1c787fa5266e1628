'use client'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { LevelBadge } from '@/components/document/level-badge'
import { type AppliesTo, councilTypes, formatAppliesTo, nations, parseAppliesTo } from '@/lib/document/applies-to'
import { type Level, levels } from '@/lib/document/levels'
import { formatMetBy, meeters, parseMetBy } from '@/lib/document/met-by'
import { setAttribute } from '../commands/requirement-commands'
import { requirementById } from '../commands/where'
import { useDraft } from '../draft-context'
import { useFloating } from '../floating'
import type { Choice } from '../requirement/hooks'
import { useEditorValue } from '../use-editor-value'

/** The choice that was asked for, beside the words that it changes. Others' changes show in it at once. */
export function Choices({ choice, onClose }: { choice: Choice; onClose: () => void }) {
  const { editor } = useDraft()
  const attributes = useEditorValue(editor, (state) => (requirementById(state.doc, choice.id)?.node.attrs ?? null) as Record<string, string> | null)
  const set = (name: Choice['kind'], value: string) => {
    const found = requirementById(editor.state.doc, choice.id)
    if (found) setAttribute(found.pos, name, value)(editor.state, editor.view.dispatch)
  }
  const close = () => {
    onClose()
    anchorNow(choice)?.focus()
  }
  useEffect(() => { if (!attributes) onClose() }, [attributes, onClose])
  if (!attributes) return null
  return (
    <Floating choice={choice} onClose={close}>
      {choice.kind === 'level' && <Levels now={attributes.level as Level} onChoose={(level) => { set('level', level); close() }} />}
      {choice.kind === 'metBy' && <MetBy now={attributes.metBy ?? ''} onChange={(value) => set('metBy', value)} />}
      {choice.kind === 'appliesTo' && <Applies now={attributes.appliesTo ?? ''} onChange={(value) => set('appliesTo', value)} />}
    </Floating>
  )
}

/** The control may have been drawn anew since it was pressed. */
const anchorNow = (choice: Choice): HTMLElement | null => choice.anchor.isConnected
  ? choice.anchor
  : document.querySelector(`article[data-id="${CSS.escape(choice.id)}"] [data-choice="${choice.kind}"]`)

function Floating({ choice, onClose, children }: { choice: Choice; onClose: () => void; children: ReactNode }) {
  const panel = useRef<HTMLDivElement>(null)
  useFloating(panel, () => anchorNow(choice)?.getBoundingClientRect() ?? { left: 0, top: 0, bottom: 0 }, choice)
  useEffect(() => {
    anchorNow(choice)?.setAttribute('aria-expanded', 'true')
    panel.current?.querySelector<HTMLElement>('[data-first], [role=listbox], input')?.focus()
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && !panel.current?.contains(event.target) && !choice.anchor.contains(event.target)) onClose()
    }
    document.addEventListener('pointerdown', outside)
    return () => {
      document.removeEventListener('pointerdown', outside)
      anchorNow(choice)?.setAttribute('aria-expanded', 'false')
    }
  }, [choice, onClose])
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' && event.key !== 'Tab' || event.key === 'Tab' && choice.kind !== 'level') return
    event.preventDefault()
    onClose()
  }
  return <div ref={panel} className="floating" onKeyDown={keys}>{children}</div>
}

/** ARIA listbox: arrows, Home, End and first letters move; Enter or Space takes. */
function Levels({ now, onChoose }: { now: Level; onChoose: (level: Level) => void }) {
  const [index, setIndex] = useState(Math.max(0, levels.indexOf(now)))
  const keys = (event: KeyboardEvent) => {
    const next = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: levels.length - 1 }[event.key]
    if (next !== undefined) setIndex((next + levels.length) % levels.length)
    else if (event.key === 'Enter' || event.key === ' ') onChoose(levels[index]!)
    else if (/^[a-z]$/i.test(event.key)) {
      const turn = [...levels.keys()].map((step) => (index + 1 + step) % levels.length)
      setIndex(turn.find((at) => levels[at]!.toLowerCase().startsWith(event.key.toLowerCase())) ?? index)
    } else return
    event.preventDefault()
  }
  return (
    <div role="listbox" tabIndex={0} aria-label="Level" aria-activedescendant={`level-${index}`} className="floating-list py-1 outline-none" onKeyDown={keys}>
      {levels.map((level, at) => (
        <div key={level} id={`level-${at}`} role="option" aria-selected={at === index} className="floating-option" onClick={() => onChoose(level)}>
          <LevelBadge level={level} />
          {level === now && <span className="ml-auto text-small text-quiet">now</span>}
        </div>
      ))}
    </div>
  )
}

function MetBy({ now, onChange }: { now: string; onChange: (value: string) => void }) {
  const named = parseMetBy(now)
  const toggle = (who: string, on: boolean) => onChange(formatMetBy(on ? [...named, who] : named.filter((one) => one !== who)))
  return (
    <fieldset className="px-4 py-3">
      <legend className="float-left mb-1 w-full font-semibold">Met by</legend>
      {meeters.map((who) => (
        <label key={who} className="clear-both flex min-h-9 items-center gap-3">
          <input type="checkbox" className="choice-box" checked={named.includes(who)} onChange={(event) => toggle(who, event.target.checked)} />
          {who[0]!.toUpperCase() + who.slice(1)}
        </label>
      ))}
    </fieldset>
  )
}

function Applies({ now, onChange }: { now: string; onChange: (value: string) => void }) {
  const list = parseAppliesTo(now)
  const valueOf = (condition: AppliesTo['condition']) => list.find((one) => one.condition === condition)?.value ?? ''
  const choose = (condition: AppliesTo['condition'], value: string) =>
    onChange(formatAppliesTo([...list.filter((one) => one.condition !== condition), ...(value ? [{ condition, value }] : [])]))
  return (
    <div role="group" aria-label="Applies to" className="flex flex-col gap-3 px-4 py-3">
      <Condition label="Nation" all="Every nation" values={nations} now={valueOf('nation')} onChoose={(value) => choose('nation', value)} first />
      <Condition label="Council type" all="Every type" values={councilTypes} now={valueOf('council type')} onChoose={(value) => choose('council type', value)} />
    </div>
  )
}

interface ConditionProps { label: string; all: string; values: readonly string[]; now: string; onChoose: (value: string) => void; first?: boolean }

function Condition({ label, all, values, now, onChoose, first }: ConditionProps) {
  const offered = now && !values.includes(now) ? [now, ...values] : values
  return (
    <label className="block font-semibold">
      {label}
      <select className="choice-select" value={now} data-first={first} onChange={(event) => onChoose(event.target.value)}>
        <option value="">{all}</option>
        {offered.map((value) => <option key={value} value={value}>{value[0]!.toUpperCase() + value.slice(1)}</option>)}
      </select>
    </label>
  )
}
