import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import { type Place, placesOf, type Pointer } from '@/lib/comments/anchor'

/** A thread as the text shows it. */
export interface Marked { readonly id: string; readonly pointer: Pointer; readonly open: boolean; readonly waits: boolean }

export interface Anchors {
  readonly marked: readonly Marked[]
  /** By thread id. */
  readonly places: ReadonlyMap<string, Place>
  readonly active: string | null
  readonly decorations: DecorationSet
}

interface Change { readonly marked?: readonly Marked[]; readonly active?: string | null; readonly look?: true }

const key = new PluginKey<Anchors>('commentAnchors')

/** Where the threads stand in the text that the editor shows. */
export const anchorsOf = (state: EditorState): Anchors => key.getState(state) ?? none

const none: Anchors = { marked: [], places: new Map(), active: null, decorations: DecorationSet.empty }

export const showThreads = (view: EditorView, marked: readonly Marked[]): void => view.dispatch(view.state.tr.setMeta(key, { marked }))

export function showActive(view: EditorView, active: string | null): void {
  if (anchorsOf(view.state).active !== active) view.dispatch(view.state.tr.setMeta(key, { active }))
}

/** Told on the text's element when somebody presses words that have threads; `detail` are the threads' ids, the innermost first. */
export const pickedEvent = 'accord:threads-picked'

/** Told on the text's element when somebody asks to comment on a block; `detail` is its id. */
export const wantedEvent = 'accord:comment-wanted'

function find(state: EditorState, doc: Node, marked: readonly Marked[]): ReadonlyMap<string, Place> {
  const fragment = ySyncPluginKey.getState(state)?.type
  if (!fragment) return new Map()
  const places = placesOf({ doc, fragment }, marked.map((one) => one.pointer))
  return new Map(marked.map((one, index) => [one.id, places[index]!]))
}

/** What one types here is not in the Yjs document yet, and a look takes time: until the next one the places go along with the step, whoever made it. */
function carried(tr: Transaction, places: ReadonlyMap<string, Place>): ReadonlyMap<string, Place> {
  return new Map([...places].map(([id, place]): [string, Place] => {
    if (place.on !== 'words' && place.on !== 'block') return [id, place]
    const [from, to] = [tr.mapping.map(place.from, 1), tr.mapping.map(place.to, -1)]
    return [id, from < to ? { ...place, from, to } : { on: 'nothing' }]
  }))
}

function draw(doc: Node, marked: readonly Marked[], places: ReadonlyMap<string, Place>, active: string | null): DecorationSet {
  const drawn = marked.flatMap((one) => {
    const place = places.get(one.id)
    if (!place || (!one.open && one.id !== active)) return []
    const look = `${one.id === active ? ' is-active' : ''}${one.waits ? ' waits-on-me' : ''}`
    if (place.on === 'words') return [Decoration.inline(place.from, place.to, { class: `comment-words${look}` }, { thread: one.id })]
    if (place.on === 'block') return [Decoration.node(place.from, place.to, { class: `comment-block${look}` }, { thread: one.id })]
    return []
  })
  return DecorationSet.create(doc, drawn)
}

function apply(tr: Transaction, before: Anchors, old: EditorState): Anchors {
  const change = tr.getMeta(key) as Change | undefined
  if (!change && !tr.docChanged) return before
  const marked = change?.marked ?? before.marked
  const active = change?.active !== undefined ? change.active : before.active
  const look = change?.marked || change?.look
  if (!look && !change) return { marked, places: carried(tr, before.places), active, decorations: before.decorations.map(tr.mapping, tr.doc) }
  const places = look ? find(old, tr.doc, marked) : tr.docChanged ? carried(tr, before.places) : before.places
  return { marked, places, active, decorations: draw(tr.doc, marked, places, active) }
}

/** Milliseconds. */
const pause = 250
const longest = 1_000

/** Looks again a moment after a change, when the Yjs document has caught up and nobody types for a moment; at the latest after a second. */
function looksAgain(view: EditorView) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let since = 0
  const look = () => {
    since = 0
    if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(key, { look: true }))
  }
  return {
    update: (now: EditorView, old: EditorState) => {
      if (now.state.doc === old.doc || anchorsOf(now.state).marked.length === 0) return
      since ||= performance.now()
      clearTimeout(timer)
      timer = setTimeout(look, Math.max(0, Math.min(pause, since + longest - performance.now())))
    },
    destroy: () => clearTimeout(timer),
  }
}

function threadsAt(state: EditorState, pos: number): string[] {
  const { decorations, places } = anchorsOf(state)
  const length = (id: string) => {
    const place = places.get(id)
    return place?.on === 'words' ? place.to - place.from : Infinity
  }
  return decorations.find(pos, pos).map((one) => String(one.spec.thread)).filter((id) => places.get(id)?.on === 'words')
    .sort((a, b) => length(a) - length(b))
}

/** Paints the threads' places as decorations. The document itself holds nothing of them. */
export const commentAnchors = Extension.create({
  name: 'commentAnchors',
  addProseMirrorPlugins: () => [new Plugin<Anchors>({
    key,
    state: { init: () => none, apply },
    props: {
      decorations: (state) => anchorsOf(state).decorations,
      handleClick: (view, pos) => {
        const threads = threadsAt(view.state, pos)
        if (threads.length > 0) view.dom.dispatchEvent(new CustomEvent(pickedEvent, { detail: threads }))
        return false
      },
    },
    view: looksAgain,
  })],
})

/** How many open threads stand in each block of the top level, by its id. */
export function openThreadsByBlock(state: EditorState): Record<string, number> {
  const { marked, places } = anchorsOf(state)
  const counts: Record<string, number> = {}
  for (const one of marked) {
    const place = places.get(one.id)
    if (!one.open || !place || (place.on !== 'words' && place.on !== 'block')) continue
    const at = state.doc.resolve(Math.min(place.from, state.doc.content.size))
    const outer: unknown = (at.depth > 0 ? at.node(1) : at.nodeAfter)?.attrs.id
    if (typeof outer === 'string') counts[outer] = (counts[outer] ?? 0) + 1
  }
  return counts
}
