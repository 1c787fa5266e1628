/** A draft or a version as plain data: ProseMirror JSON of the schema in schema.ts. Everything but the editor works on this. */

export interface MarkJson {
  type: 'bold' | 'italic' | 'code' | 'link'
  attrs?: Record<string, unknown>
}

export interface NodeJson {
  type: string
  attrs?: Record<string, unknown>
  content?: NodeJson[]
  marks?: MarkJson[]
  text?: string
}

/** Any node but text. */
export type Block = NodeJson

export interface DocumentJson {
  type: 'doc'
  content: Block[]
}

export const emptyDocument = (): DocumentJson => ({ type: 'doc', content: [{ type: 'paragraph' }] })

/** A string attribute, or '' where it is missing or something else. */
export function attribute(node: NodeJson, name: string): string {
  const value = node.attrs?.[name]
  return typeof value === 'string' ? value : ''
}
