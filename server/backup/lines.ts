import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'

/** The lines of a gzipped file, each with its line break, as they come. Throws when the file is cut short or is not gzip. */
export async function* linesOf(file: string): AsyncGenerator<Buffer> {
  const packed = createReadStream(file)
  const source = createGunzip()
  packed.on('error', (error) => source.destroy(error))
  packed.pipe(source)
  let rest: Buffer[] = []
  for await (const chunk of unharmed(source)) {
    let from = 0
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, from)) {
      yield Buffer.concat([...rest, chunk.subarray(from, at + 1)])
      rest = []
      from = at + 1
    }
    if (from < chunk.length) rest.push(chunk.subarray(from))
  }
  if (rest.length > 0) throw new Error('The backup is damaged: it ends in the middle of a line')
}

async function* unharmed(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* source
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw code?.startsWith('Z_') ? new Error(`The backup is damaged, or is none: ${message}`) : error
  }
}
