import * as Y from 'yjs'
import type { Lane } from '@/lib/drafts/access'
import type { Astray } from './alike'
import type { Edit } from './edits'
import { DraftProvider, type Surroundings } from './provider'
import type { Note } from './status'

const notes: Record<Note['kind'], string> = {
  mended: 'The text on this page had come to differ from the one that is saved, so the saved text was loaded again. What you had not sent yet was kept.',
  lost: 'The text on this page had come to differ from the one that is saved, so the saved text was loaded again. Some of what you had not sent yet no longer fitted and is lost.',
  again: 'The text on this page differs from the one that is saved. Copy what you need, then reload the page.',
}

const noteOf = (kind: Note['kind']): Note => ({ kind, words: notes[kind] })

/**
 * Opens a draft. A copy that is found to say something else than what is stored is given up, once: the text is loaded anew, and what was not sent goes
 * over the new one. `show` gets each. A second time the page says so and leaves it to the person. Answers how to end.
 */
export function openDraft(url: string, lane: () => Lane, show: (provider: DraftProvider) => void, around?: Surroundings): () => void {
  let provider = begin([], null)
  function begin(unsent: readonly Edit[], astray: Astray | null): DraftProvider {
    const made = new DraftProvider(url, new Y.Doc(), lane(), around)
    made.comparing.astray = astray
    made.comparing.onAstray = (found) => {
      if (astray) return made.say(noteOf('again'))
      const left = made.unsent
      end(made)
      provider = begin(left, found)
      show(provider)
    }
    if (astray) putBack(made, unsent)
    made.connect()
    return made
  }
  show(provider)
  return () => end(provider)
}

/** Once the text is there, and before anybody draws it. */
function putBack(provider: DraftProvider, unsent: readonly Edit[]): void {
  const stop = provider.subscribe(() => {
    if (!provider.loaded) return
    stop()
    const fits = unsent.length === 0 || provider.putBack(unsent) === 'done'
    provider.say(noteOf(fits ? 'mended' : 'lost'))
  })
}

function end(provider: DraftProvider): void {
  provider.destroy()
  provider.doc.destroy()
}
