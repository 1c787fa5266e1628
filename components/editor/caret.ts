import { CollaborationCaret } from '@tiptap/extension-collaboration-caret'
import type { Awareness } from 'y-protocols/awareness'
import type { Me } from './draft-context'
import { element } from './dom'
import { toneOf } from './person-colour'

/** Where the others are. Classes instead of colours from afar: the page takes no inline style, and trusts nobody's. */
export const carets = (awareness: Awareness, me: Me) => CollaborationCaret.configure({
  provider: { awareness },
  user: { id: me.id, name: me.name, organisation: me.organisation, constituency: me.constituency, color: '#0b5136' },
  render: ({ name }) => element('span', { class: `caret tone-${toneOf(String(name))}`, 'aria-hidden': 'true' },
    element('span', { class: 'caret-name' }, String(name))),
  selectionRender: ({ name }) => ({ class: `caret-selection tone-${toneOf(String(name))}` }),
})
