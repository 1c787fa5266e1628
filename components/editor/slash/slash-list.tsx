'use client'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useDraft } from '../draft-context'
import { useFloating } from '../floating'
import type { Dialogs } from './items'
import { chooseSlash, type SlashMenu } from './slash'

const optionId = (index: number) => `slash-option-${index}`

/** The menu that `/` opens. The caret stays in the text; the list says which option it would take. */
export function SlashList({ menu, dialogs }: { menu: SlashMenu; dialogs: Dialogs }) {
  const { editor } = useDraft()
  const shown = useSyncExternalStore(menu.subscribe, menu.get)
  const list = useRef<HTMLDivElement>(null)
  useFloating(list, () => menu.get() ?? { left: 0, top: 0, bottom: 0 }, shown)
  useEffect(() => { menu.choose = (item) => item.run(editor, dialogs) }, [menu, editor, dialogs])
  useEffect(() => {
    const { dom } = editor.view
    if (!shown || shown.items.length === 0) return
    dom.setAttribute('aria-controls', 'slash-menu')
    dom.setAttribute('aria-activedescendant', optionId(shown.index))
    document.getElementById(optionId(shown.index))?.scrollIntoView({ block: 'nearest' })
    return () => {
      dom.removeAttribute('aria-controls')
      dom.removeAttribute('aria-activedescendant')
    }
  }, [shown, editor])
  if (!shown) return null
  if (shown.items.length === 0) return <div ref={list} className="floating px-4 py-2 text-small text-quiet">Nothing by that name</div>
  return (
    // It scrolls, so the keyboard could be put on it; the mouse leaves the keyboard in the text.
    <div ref={list} id="slash-menu" role="listbox" tabIndex={0} aria-label="Put here" className="floating floating-list max-h-80 w-72 overflow-y-auto py-1"
      onMouseDown={(event) => event.preventDefault()}>
      {shown.items.map((item, index) => (
        <div key={item.name} id={optionId(index)} role="option" aria-selected={index === shown.index} className="floating-option"
          onMouseDown={() => chooseSlash(editor.view, menu, item)}>
          <span className="font-semibold">{item.name}</span>
          {item.says && <span className="text-small text-quiet">{item.says}</span>}
        </div>
      ))}
    </div>
  )
}
