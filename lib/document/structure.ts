import type { Node } from '@tiptap/pm/model'
import { refuse } from '../kernel/refusal'
import { refused, type Result } from '../kernel/result'
import { checkDocument } from './check'
import { schema } from './schema'
import type { DocumentJson } from './types'

/** Whether a text is safe and every node stands where the schema lets it stand. What is imported, restored or tagged must pass. */
export function checkStructure(json: unknown): Result<DocumentJson> {
  const safe = checkDocument(json)
  if (!safe.ok) return safe
  try {
    const document: Node = schema.nodeFromJSON(safe.value)
    document.check()
    return safe
  } catch (error) {
    return refused(refuse('invalid', `Something in the text stands where it cannot: ${(error as Error).message.slice(0, 200)}`))
  }
}

