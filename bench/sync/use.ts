import { readFileSync, readdirSync } from 'node:fs'

/** What processes have used, as Linux tells it. A tick of its clock is 10 ms. */
const tick = 10

interface Told { readonly parent: number; readonly own: number; readonly children: number }

function toldOf(pid: number): Told | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ').map(Number)
    return { parent: fields[1]!, own: (fields[11]! + fields[12]!) * tick, children: (fields[13]! + fields[14]!) * tick }
  } catch {
    // It ended meanwhile.
    return null
  }
}

/** Milliseconds of processor time. */
export const cpuOf = (pid: number): number => toldOf(pid)?.own ?? 0

const everybody = (): number[] => readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number)

export const childrenOf = (pid: number): number[] => everybody().filter((each) => toldOf(each)?.parent === pid)

/** A process, its children, and those of them that are no more. */
export function cpuWithChildren(pid: number): number {
  const told = toldOf(pid)
  return told ? childrenOf(pid).reduce((sum, child) => sum + cpuOf(child), told.own + told.children) : 0
}

/** Resident bytes. */
export function memoryOf(pid: number): number {
  try {
    return 1024 * Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

/** How often the queue of a listening socket was full, on this machine since it started. */
export function listenOverflows(): number {
  const [names, numbers] = readFileSync('/proc/net/netstat', 'latin1').split('\n').filter((line) => line.startsWith('TcpExt:')).map((line) => line.split(' '))
  return Number(numbers?.[names?.indexOf('ListenOverflows') ?? -1] ?? 0)
}
