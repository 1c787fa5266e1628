/** A local update of the text. */
export interface Edit {
  readonly update: Uint8Array
  /** It begins a change: what comes without a pause after it belongs to the same one, as it does for Undo. */
  readonly fresh: boolean
}

/** Milliseconds without a local update after which the next one begins another change; y-undo's own pause. */
export const pauseOfOneChange = 500

/** How many changes, as a person counts them, some of these edits belong to. The first may go on with one whose beginning is saved. */
export function changesAmong(edits: readonly Edit[]): number {
  let changes = edits.length > 0 && !edits[0]!.fresh ? 1 : 0
  for (const { fresh } of edits) if (fresh) changes += 1
  return changes
}

/** One message carries at most so much: the server takes 256 KiB. */
export const mostBytes = 128 * 1024

/** The edits in runs of a message each, in the order made: each builds only on what stands before it. */
export function inPieces(edits: readonly Edit[], most = mostBytes, mostEdits = 200): Edit[][] {
  const pieces: Edit[][] = []
  let bytes = Infinity
  for (const edit of edits) {
    const piece = pieces.at(-1)
    if (!piece || bytes + edit.update.length > most || piece.length === mostEdits) {
      pieces.push([edit])
      bytes = edit.update.length
    } else {
      piece.push(edit)
      bytes += edit.update.length
    }
  }
  return pieces
}
