'use client'
import { Dialog } from './dialog'
import { keysInWords } from '../keys-in-words'

const keys: readonly (readonly [group: string, rows: readonly (readonly [does: string, keys: string])[]])[] = [
  ['Requirements', [
    ['Make a requirement of the paragraph, or the other way round', 'Mod+Alt+R'],
    ['Set the level by typing it at the start', 'MUST, SHOULD, MAY …'],
    ['Choose the level', 'Mod+Alt+L'],
    ['Next requirement, or split this one', 'Enter'],
    ['Another paragraph in the same requirement', 'Shift+Enter'],
    ['On to text after the requirement', 'Mod+Enter'],
    ['Its next or previous part', 'Tab, Shift+Tab'],
    ['Turn into plain text, at its start', 'Backspace'],
    ['Move the block up or down', 'Alt+↑, Alt+↓'],
  ]],
  ['Text', [
    ['Put something here', '/'],
    ['Bold, italic, code', 'Mod+B, Mod+I, Mod+E'],
    ['Link', 'Mod+K'],
    ['Follow a link', 'Ctrl and a click'],
    ['Heading', '# and a space, ## and a space'],
    ['Lists', '- or 1. and a space'],
    ['Note', 'Mod+Alt+N'],
    ['Undo, redo', 'Mod+Z, Mod+Shift+Z'],
  ]],
  ['Comments', [
    ['Comment on the selected words, or on the block with the caret', 'Mod+Alt+M'],
    ['Next thread', 'Mod+Alt+J'],
    ['Previous thread', 'Mod+Alt+K'],
  ]],
  ['Getting about', [
    ['Leave the text with the keyboard', 'Escape, then Tab'],
    ['Go to the toolbar', 'Alt+F10'],
    ['This help', 'Mod+/'],
  ]],
]

export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keyboard" onClose={onClose}>
      {keys.map(([group, rows]) => (
        <section key={group} className="mt-5">
          <h3 className="font-semibold">{group}</h3>
          <dl className="mt-1">
            {rows.map(([does, pressed]) => (
              <div key={does} className="flex flex-wrap justify-between gap-x-6 border-t border-line py-1.5">
                <dt>{does}</dt>
                <dd className="font-mono text-small text-quiet">{pressed.split(', ').map(keysInWords).join(', ')}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  )
}
