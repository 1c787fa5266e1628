import { Extension } from '@tiptap/core'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { isAllowedHref } from '@/lib/document/links'

/** Ctrl (⌘) and a click follow a link in a text that is being written; a plain click does where it is only read. Never away from the draft. */
function follow(view: EditorView, event: MouseEvent): boolean {
  const href = event.target instanceof Element ? event.target.closest('a')?.getAttribute('href') : null
  if (!href) return false
  // The browser's own following would leave the page, and with it what is not saved.
  event.preventDefault()
  if (!isAllowedHref(href) || (view.editable && !event.ctrlKey && !event.metaKey)) return false
  if (href.startsWith('#')) document.getElementById(href.slice(1))?.scrollIntoView()
  else window.open(href, '_blank', 'noopener')
  return true
}

export const followLinks = Extension.create({
  name: 'followLinks',
  addProseMirrorPlugins: () => [new Plugin({ key: new PluginKey('followLinks'), props: { handleDOMEvents: { click: follow } } })],
})
