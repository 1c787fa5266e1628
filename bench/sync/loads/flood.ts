import { pause } from '../client'
import { Fleet } from '../fleet'
import { type Figures, type Ground, type Load, option } from '../ground'
import { count } from './count'

/** What a rate must hold to count as carried: 99 of 100 keystrokes are elsewhere within this, and none is missing. */
const mostLate = 250

interface Step extends Figures { readonly rate: number; readonly held: boolean; readonly serverCpu: number; readonly generatorCpu: number }

/** The most keystrokes a second that the server carries: the rate is doubled until it does not, then narrowed. Each step has rooms of its own. */
export const flood: Load = async (ground) => {
  const steps: Step[] = []
  const holds = async (rate: number): Promise<boolean> => {
    for (let attempt = 1; ; attempt++) {
      const step = await one(ground, rate, steps.length)
      steps.push(step)
      // What failed with nobody at work was the machine's doing: once more.
      if (step.held || step.serverCpu > 0.7 || step.generatorCpu > 0.7 || attempt === 3) return step.held
    }
  }
  let [best, beyond] = [0, 0]
  for (let rate = option(ground, 'start', 8_000); rate <= 512_000; rate *= 2) {
    if (!await holds(rate)) { beyond = rate; break }
    best = rate
  }
  while (best === 0 && beyond > 250) {
    if (await holds(beyond / 2)) best = beyond / 2
    else beyond /= 2
  }
  for (let left = option(ground, 'narrow', 2); left > 0 && best > 0 && beyond > 0; left--) {
    const rate = Math.round(Math.sqrt(best * beyond))
    if (await holds(rate)) best = rate
    else beyond = rate
  }
  const at = steps.findLast((step) => step.held && step.rate === best)
  const over = steps.filter((step) => !step.held && step.rate > best).sort((one, other) => one.rate - other.rate)[0]
  const boundBy = !over ? 'nothing met' : over.serverCpu > 0.85 ? 'server' : over.generatorCpu > 0.85 ? 'generator' : 'neither'
  return { mostPerSecond: best, at, over, boundBy, steps: steps.length }
}

async function one(ground: Ground, rate: number, number: number): Promise<Step> {
  const [rooms, clients, seconds] = [option(ground, 'rooms', 1), option(ground, 'clients', 10), option(ground, 'seconds', 2)]
  const fleet = new Fleet(ground.address, { rooms, clients, from: number * rooms, watched: clients > 3 ? 3 : Infinity })
  await fleet.connect()
  await pause(300)
  fleet.countSaved()
  const stop = fleet.startFlood(rate)
  await pause(500)
  const { counted, used } = await count(ground, fleet, seconds, stop)
  const missing = await fleet.missing(1_500)
  const arrival = fleet.arrival.figures()
  const offered = counted >= 0.95 * rate * used.ms / 1000
  const held = arrival.p99 !== null && arrival.p99 <= mostLate && missing <= 0 && offered
  const step = { rate, held, offered, missing, arrival, saved: fleet.saved.figures(), broken: fleet.broken, ...used }
  fleet.leave()
  if (!held) await calm(ground)
  else await pause(200)
  return step
}

/** Until the server has worked off what it was given. */
async function calm({ server }: Ground): Promise<void> {
  for (let look = 0; look < 40; look++) {
    const before = await server.stand()
    await pause(250)
    if ((await server.stand()).cpuMs - before.cpuMs < 50) return
  }
}
