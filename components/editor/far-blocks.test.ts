import type { Plugin } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { bringFarBlocks, isFar } from './far-blocks'

let frames: (() => void)[] = []
const nextFrame = () => { for (const frame of frames.splice(0)) frame() }

/** Of an element what is asked of it. */
class Block {
  constructor(readonly kind: string, readonly isShown: boolean) {}
  matches = (selector: string) => selector === this.kind
  get firstElementChild() { return { checkVisibility: ({ contentVisibilityAuto }: { contentVisibilityAuto: boolean }) => !contentVisibilityAuto || this.isShown } }
}
const far = new Block('article.requirement', false)
const near = new Block('article.requirement', true)
const paragraph = new Block('p', false)

beforeEach(() => {
  frames = []
  vi.stubGlobal('HTMLElement', Block)
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame))
})
afterEach(() => vi.unstubAllGlobals())

/** A view whose caret stands in that block; each time it is brought there it asks the plugin again, as ProseMirror does. */
function viewAt(block: Block, depth = 1) {
  const [plugin] = (bringFarBlocks.config.addProseMirrorPlugins as () => Plugin[])()
  const brought: unknown[] = []
  const view = {
    isDestroyed: false,
    state: { selection: { $head: { depth, before: () => 0 } }, tr: { scrollIntoView: () => 'brought' } },
    nodeDOM: () => block,
    dispatch: (tr: unknown) => { brought.push(tr); ask() },
  }
  const ask = () => (plugin!.props.handleScrollToSelection as (view: EditorView) => boolean)(view as unknown as EditorView)
  return { view, brought, ask }
}

test('only a requirement that the browser leaves out is far', () => {
  expect([far, near, paragraph].map((block) => isFar(block as unknown as HTMLElement))).toEqual([true, false, false])
})

test('a caret led to a far block is brought there once more, when what stands around it has its height', () => {
  const { brought, ask } = viewAt(far)
  // The way there is the editor's own.
  expect(ask()).toBe(false)
  nextFrame()
  expect(brought).toEqual([])
  nextFrame()
  expect(brought).toEqual(['brought'])
  nextFrame()
  nextFrame()
  expect(brought).toHaveLength(1)
})

test.each([['near', near, 1], ['no requirement', paragraph, 1], ['none, between blocks', far, 0]])('nothing is brought twice where the block is %s', (_, block, depth) => {
  const { brought, ask } = viewAt(block, depth)
  ask()
  nextFrame()
  nextFrame()
  expect(brought).toEqual([])
})

test('an editor that ended meanwhile is left alone', () => {
  const { view, brought, ask } = viewAt(far)
  ask()
  view.isDestroyed = true
  nextFrame()
  nextFrame()
  expect(brought).toEqual([])
})
