import { readdirSync } from 'node:fs'
import { setPriority } from 'node:os'

/** Drafts first: where both want the processor, this process gets about a third of what the front does. */
const niceness = 5

/** Linux keeps urgency by thread, and a thread takes it from the one that made it: those that are there already are told one by one. */
export function standBack(): void {
  for (const id of threads()) {
    try { setPriority(id, niceness) } catch { /* A thread that has ended meanwhile, or a system that does not allow it: slower, not wrong. */ }
  }
}

function threads(): number[] {
  try { return readdirSync('/proc/self/task').map(Number) } catch { return [process.pid] }
}
