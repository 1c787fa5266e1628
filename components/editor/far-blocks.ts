import { Extension } from '@tiptap/core'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'

/** The block at the top of the text that the caret is in, as it stands on the page. */
function blockOf(view: EditorView): HTMLElement | null {
  const { $head } = view.state.selection
  const dom = $head.depth > 0 ? view.nodeDOM($head.before(1)) : null
  return dom instanceof HTMLElement ? dom : null
}

/** Whether a block is too far from the window to be laid out (editor.css): then its height, and that of those around it, is a guess. */
export const isFar = (block: HTMLElement): boolean =>
  block.matches('article.requirement') && block.firstElementChild!.checkVisibility({ contentVisibilityAuto: true }) === false

/** After a jump to a far place the blocks around it get their true heights, and push the caret from where it was brought: it is brought there again. */
function plugin(): Plugin {
  let again = false
  const bring = (view: EditorView) => {
    if (view.isDestroyed) return
    again = true
    view.dispatch(view.state.tr.scrollIntoView())
    again = false
  }
  return new Plugin({
    key: new PluginKey('bringFarBlocks'),
    props: {
      handleScrollToSelection: (view) => {
        const block = blockOf(view)
        if (!again && block && isFar(block)) requestAnimationFrame(() => requestAnimationFrame(() => bring(view)))
        return false
      },
    },
  })
}

export const bringFarBlocks = Extension.create({ name: 'bringFarBlocks', addProseMirrorPlugins: () => [plugin()] })
