import { Agent, get } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'

// Asks for pages at a steady rate, whether they are answered or not, in a thread of its own. Tells how it went when it is told to stop.

const { origin, cookie, pages, perSecond } = workerData
const agent = new Agent({ keepAlive: true })
const times = []
let asked = 0
let failed = 0
let open = 0

function ask() {
  const began = performance.now()
  asked += 1
  open += 1
  const done = (ok) => {
    open -= 1
    if (ok) times.push(performance.now() - began)
    else failed += 1
  }
  get(`${origin}${pages[asked % pages.length]}`, { agent, headers: { cookie } }, (answer) => {
    answer.resume().once('end', () => done(answer.statusCode === 200)).once('error', () => done(false))
  }).on('error', () => done(false))
}

// More than this waiting at once is a server that cannot keep up: asking on would only measure the queue.
const timer = setInterval(() => { if (open < 40) ask() }, 1000 / perSecond)
parentPort.once('message', () => {
  clearInterval(timer)
  parentPort.postMessage({ asked, failed, times })
  agent.destroy()
})
