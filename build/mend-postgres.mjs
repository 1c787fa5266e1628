// The driver's connections do not survive being cut (3.4.9, the newest): what was about to be written is kept in mind, so that the connection is
// opened again but never written to, and whoever asks on it waits for ever; a transaction that goes on writes to no socket, which ends the
// process, or on the new connection, outside of any transaction. Four places are mended where it is installed. `lib/db.db.test.ts` shows each.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const version = '3.4.9'
const folder = join('node_modules', 'postgres')

/** [what it says, what it is to say], each exactly once. */
const mends = {
  'connection.js': [
    [
      '    const x = socket.write(chunk, fn)\n    nextWriteTimer !== null && clearImmediate(nextWriteTimer)\n    chunk = nextWriteTimer = null\n    return x\n',
      '    const bytes = chunk\n    nextWriteTimer !== null && clearImmediate(nextWriteTimer)\n    chunk = nextWriteTimer = null\n'
      + '    if (socket === null)\n      return error(Errors.connection(\'CONNECTION_CLOSED\', options)), false\n    return socket.write(bytes, fn)\n',
    ],
    [
      '    socket.removeAllListeners()\n    socket = null\n\n    if (initial)\n',
      '    socket.removeAllListeners()\n    socket = chunk = nextWriteTimer = null\n\n    if (initial)\n',
    ],
    [
      '    !hadError && (query || sent.length) && error(Errors.connection(\'CONNECTION_CLOSED\', options, socket))\n',
      '    ;(query || sent.length) && error(Errors.connection(\'CONNECTION_CLOSED\', options, socket))\n    query = results = errorResponse = null\n',
    ],
  ],
  'index.js': [
    [
      '        new Promise((_, reject) => connection.onclose = reject)\n',
      '        new Promise((_, reject) => connection.onclose = e => {\n          lost = e\n          while (queries.length) queries.shift().reject(e)\n          reject(e)\n        })\n',
    ],
    ['      , connection\n      , prepare = null\n', '      , connection\n      , lost = null\n      , prepare = null\n'],
    [
      '        q.catch(e => uncaughtError || (uncaughtError = e))\n        c.queue === full\n',
      '        q.catch(e => uncaughtError || (uncaughtError = e))\n        if (lost)\n          return q.reject(lost)\n        c.queue === full\n',
    ],
  ],
}

const files = Object.entries(mends).flatMap(([name, list]) => ['src', join('cjs', 'src')].map((place) => ({ file: join(folder, place, name), list })))
const times = (text, part) => text.split(part).length - 1

/** Whether nothing is to be done. */
export const mended = () => files.every(({ file, list }) => {
  const text = readFileSync(file, 'utf8')
  return list.every(([, after]) => times(text, after) === 1)
})

/** Changes the installed driver. Throws when it is another version than the one that was looked into. */
export function mend() {
  const installed = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version
  if (installed !== version) throw new Error(`postgres ${installed} is installed: see whether build/mend-postgres.mjs, written for ${version}, is still needed`)
  for (const { file, list } of files) {
    let text = readFileSync(file, 'utf8')
    for (const [before, after] of list) {
      if (times(text, after) === 1) continue
      if (times(text, before) !== 1) throw new Error(`${file} is not as it was published`)
      text = text.replace(before, () => after)
    }
    // Beside it and then renamed: the file itself may be shared with other checkouts.
    writeFileSync(`${file}.mended`, text)
    renameSync(`${file}.mended`, file)
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) mend()
