import type { ReactNode } from 'react'
import { isAllowedHref } from '@/lib/document/links'
import type { MarkJson, NodeJson } from '@/lib/document/types'
import { Changed } from './changed'
import { documentClasses } from './requirement-classes'

/** Text with its marks. A link whose address may not stand in a page shows as its words. */
export function Inline({ nodes }: { nodes: readonly NodeJson[] | undefined }) {
  return <>{(Array.isArray(nodes) ? nodes : []).map((node, index) => <Piece key={index} node={node} />)}</>
}

function Piece({ node }: { node: NodeJson }) {
  if (node.type === 'hardBreak') return <br />
  if (node.type !== 'text' || typeof node.text !== 'string') return null
  return <Changed node={node}>{inOrder(node.marks).reduce<ReactNode>((inside, mark) => <Marked mark={mark}>{inside}</Marked>, node.text)}</Changed>
}

const order = ['code', 'italic', 'bold', 'link']

const inOrder = (marks: readonly MarkJson[] | undefined): MarkJson[] =>
  Array.isArray(marks) ? [...marks].sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type)) : []

function Marked({ mark, children }: { mark: MarkJson; children: ReactNode }) {
  switch (mark.type) {
    case 'bold': return <strong>{children}</strong>
    case 'italic': return <em>{children}</em>
    case 'code': return <code className={documentClasses.inlineCode}>{children}</code>
    case 'link': return <Link href={mark.attrs?.href}>{children}</Link>
    default: return <>{children}</>
  }
}

function Link({ href, children }: { href: unknown; children: ReactNode }) {
  if (!isAllowedHref(href)) return <>{children}</>
  return <a href={href} {...(href.startsWith('#') ? {} : { rel: 'nofollow noopener' })}>{children}</a>
}
