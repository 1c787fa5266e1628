import { Extension } from '@tiptap/core'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { isAllowedHref } from '@/lib/document/links'

interface Reading { readonly tidyPasted: (html: string) => string; readonly markdownAsHtml: (text: string) => string | null }

/** Fetched once the keyboard is in the text: who only reads pastes nothing. */
let reading: Reading | null = null
const fetchReading = async (): Promise<void> => {
  if (reading) return
  const [{ tidyPasted }, { markdownAsHtml }] = await Promise.all([import('./paste-tidy'), import('./paste-markdown')])
  reading = { tidyPasted, markdownAsHtml }
}

/** With Shift the person asks for the bare words. */
const wantsBare = (view: EditorView): boolean => (view as { input?: { shiftKey?: boolean } }).input?.shiftKey === true

/** Words without HTML: an address over selected words makes a link of them; Markdown becomes what it says. True when taken. */
function pasteWords(view: EditorView, words: string, hasHtml: boolean): boolean {
  const { from, to, empty, $from } = view.state.selection
  if (!words || $from.parent.type.spec.code) return false
  const link = view.state.schema.marks.link!
  if (!empty && isAllowedHref(words.trim()) && $from.parent.type.allowsMarkType(link)) {
    view.dispatch(view.state.tr.addMark(from, to, link.create({ href: words.trim() })))
    return true
  }
  const html = wantsBare(view) || hasHtml ? null : reading?.markdownAsHtml(words) ?? null
  return html !== null && view.pasteHTML(html)
}

/** Where what reads it is still on its way, the paste waits for it; where it cannot be had, the bare words go in. */
function handlePaste(view: EditorView, event: ClipboardEvent): boolean {
  const [words, html] = ['text/plain', 'text/html'].map((type) => event.clipboardData?.getData(type) ?? '') as [string, string]
  if (reading || wantsBare(view) || view.state.selection.$from.parent.type.spec.code) return pasteWords(view, words, html !== '')
  if (!words && !html) return false
  fetchReading().then(() => {
    if (!pasteWords(view, words, html !== '')) return html ? view.pasteHTML(html) : view.pasteText(words)
  }, () => view.pasteText(words))
  return true
}

export const cleanPaste = Extension.create({
  name: 'cleanPaste',
  addProseMirrorPlugins: () => [new Plugin({
    key: new PluginKey('cleanPaste'),
    props: {
      // What is dropped before that is let go of: untidied it must not come in.
      transformPastedHTML: (html) => reading?.tidyPasted(html) ?? '',
      handlePaste,
      handleDOMEvents: { focus: () => void fetchReading().catch(() => {}), dragenter: () => void fetchReading().catch(() => {}) },
    },
  })],
})
