const name = 'accord-unsent'

/** Whether anything may be kept on this device: asked before the code that could read it is fetched. */
export function somethingIsKept(): boolean {
  try {
    return localStorage.getItem(name) !== null
  } catch {
    return false
  }
}

export function raiseFlag(raised: boolean): void {
  try {
    if (raised) localStorage.setItem(name, '1')
    else localStorage.removeItem(name)
  } catch {
    // Where a page may not have it, IndexedDB is refused as well, and that is said.
  }
}
