const opened = new Set<string>()
const listeners = new Set<(id: string) => void>()

/** Which requirements show their rationale, test and evidence: a matter of this page, not of the text. */
export const folding = {
  isOpen: (id: string): boolean => opened.has(id),
  set(id: string, open: boolean): void {
    if (open === opened.has(id)) return
    if (open) opened.add(id)
    else opened.delete(id)
    for (const listener of listeners) listener(id)
  },
  subscribe(listener: (id: string) => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}
