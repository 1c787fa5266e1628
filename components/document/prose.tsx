import type { ReactNode } from 'react'
import { isAllowedImage } from '@/lib/document/links'
import type { NodeJson } from '@/lib/document/types'
import { Changed } from './changed'
import { Inline } from './inline'
import { documentClasses as classes } from './requirement-classes'
import { wholeNumber } from './safe-attributes'
import { wordsOf } from './words'

interface Props { readonly nodes: readonly NodeJson[] | undefined; readonly depth?: number; readonly name?: string }

/**
 * Blocks that may stand anywhere. What the schema does not know is passed over; the schema bounds the nesting, this bounds it again.
 * `name` is what tables and code among them are called (the heading above).
 */
export function Prose({ nodes, depth = 0, name = '' }: Props) {
  if (!Array.isArray(nodes) || depth > 64) return null
  return <>{nodes.map((node: NodeJson, index) => <ProseBlock key={index} node={node} depth={depth} name={name} />)}</>
}

function ProseBlock({ node, depth, name }: { node: NodeJson; depth: number; name: string }): ReactNode {
  const inside = () => <Prose nodes={node.content} depth={depth + 1} name={name} />
  switch (node.type) {
    case 'paragraph': return <p className={classes.paragraph}><Changed node={node}><Inline nodes={node.content} /></Changed></p>
    case 'listItem': return <li className="my-1 [&_p]:my-1"><Changed node={node} block>{inside()}</Changed></li>
    default: return <Changed node={node} block><Frame node={node} depth={depth} name={name} /></Changed>
  }
}

/** The blocks that may be added or removed as a whole. */
function Frame({ node, depth, name }: { node: NodeJson; depth: number; name: string }): ReactNode {
  const inside = () => <Prose nodes={node.content} depth={depth + 1} name={name} />
  switch (node.type) {
    case 'bulletList': return <ul className={`${classes.list} list-disc`}>{inside()}</ul>
    case 'orderedList': return <ol className={`${classes.list} list-decimal`} start={wholeNumber(node.attrs?.start, 2, 1000)}>{inside()}</ol>
    case 'blockquote': return <blockquote className={classes.quote}>{inside()}</blockquote>
    case 'codeBlock': return <Framed name="Code" under={name}><pre className={classes.code}><code><Inline nodes={node.content} /></code></pre></Framed>
    case 'horizontalRule': return <hr className="my-6 border-line" />
    case 'image': return <Picture src={node.attrs?.src} alt={node.attrs?.alt} />
    case 'table': return <Framed name="Table" under={name}><Table rows={node.content} depth={depth} /></Framed>
    default: return null
  }
}

/** A frame of its own that scrolls, takes focus and has a name, so that no page has to scroll sideways. */
function Framed({ name, under, children }: { name: string; under: string; children: ReactNode }) {
  return <div role="region" aria-label={under ? `${name}: ${under}` : name} tabIndex={0} className={classes.frame}>{children}</div>
}

function Table({ rows = [], depth }: { rows: readonly NodeJson[] | undefined; depth: number }) {
  const headed = rows[0]?.content?.length && rows[0].content.every((cell) => cell.type === 'tableHeader') ? 1 : 0
  const drawn = rows.map((row, index) => (
    <tr key={index}>
      {(row.content ?? []).map((cell, column) => <Cell key={column} cell={cell} row={row} first={index === 0} depth={depth} />)}
    </tr>
  ))
  // A head of its own is repeated on every printed page.
  return <table className={classes.table}>{headed ? <thead>{drawn[0]}</thead> : null}<tbody>{drawn.slice(headed)}</tbody></table>
}

function Cell({ cell, row, first, depth }: { cell: NodeJson; row: NodeJson; first: boolean; depth: number }) {
  const span = { colSpan: wholeNumber(cell.attrs?.colspan, 2, 1000), rowSpan: wholeNumber(cell.attrs?.rowspan, 2, 1000) }
  const inside = <Changed node={row} block><Changed node={cell} block><Prose nodes={cell.content} depth={depth + 1} /></Changed></Changed>
  // A head that says nothing heads nothing, and is read aloud as an empty name.
  return cell.type === 'tableHeader' && wordsOf(cell).trim() !== ''
    ? <th scope={first ? 'col' : 'row'} className={classes.tableHeader} {...span}>{inside}</th>
    : <td className={classes.tableCell} {...span}>{inside}</td>
}

function Picture({ src, alt }: { src: unknown; alt: unknown }) {
  const words = typeof alt === 'string' ? alt : ''
  // A picture that may not be shown still says what it showed.
  if (!isAllowedImage(src)) return words ? <p className={`${classes.paragraph} text-quiet`}>[Image: {words}]</p> : null
  return <p className={classes.paragraph}><img src={src} alt={words} className="h-auto max-w-full" /></p>
}
