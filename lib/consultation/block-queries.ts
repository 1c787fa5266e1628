import { eq } from 'drizzle-orm'
import { versions } from '@/drizzle/schema'
import type { Reader } from '../db'
import { plainText } from '../document/plain-text'
import type { NodeJson } from '../document/types'
import { contentOf } from '../versions/queries'

function blockIn(nodes: readonly NodeJson[], blockId: string): NodeJson | null {
  for (const node of nodes) {
    const found = node.attrs?.id === blockId ? node : blockIn(node.content ?? [], blockId)
    if (found) return found
  }
  return null
}

/** The words of a block as they stand in a version; empty for the whole (null), null where there is no such block. */
export async function quotationIn(on: Reader, versionId: string, blockId: string | null): Promise<string | null> {
  if (blockId === null) return ''
  const [version] = await on.select({ canonical: versions.canonical }).from(versions).where(eq(versions.id, versionId))
  const block = version ? blockIn(contentOf(version.canonical).content, blockId) : null
  return block && plainText(block)
}
