/** Who holds a data folder. `what` is told to whoever comes second, e.g. `Accord at http://localhost:3000`. */
export interface Holder { readonly pid: number; readonly what: string; readonly port: number; readonly token: string }
/** The living holder of a folder, or null. */
export function holderOf(folder: string): Promise<Holder | null>
export function readLock(file: string): Promise<Holder | null>
export function lives(holder: Holder): Promise<boolean>
export function exists(pid: number): boolean
