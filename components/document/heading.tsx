import type { NodeJson } from '@/lib/document/types'
import { Changed } from './changed'
import { Inline } from './inline'
import { documentClasses } from './requirement-classes'
import { safeId, wholeNumber } from './safe-attributes'

const sizes = ['', '', 'text-heading mt-12 mb-3 print:mt-8', 'text-[1.25rem] leading-snug mt-8 mb-2', 'text-reading mt-6 mb-2', 'text-body mt-6 mb-2']

/** A section's heading, with its id and a link to itself. Level 1 of the text stands at `top` of the page, for the page's title is h1. */
export function Heading({ node, top }: { node: NodeJson; top: number }) {
  const depth = Math.min((wholeNumber(node.attrs?.level, 1, 4) ?? 1) + top - 1, 6)
  const Tag = `h${depth}` as 'h2' | 'h3' | 'h4' | 'h5' | 'h6'
  const id = safeId(node.attrs?.id)
  return (
    <Tag id={id} className={`${documentClasses.heading} ${sizes[Math.min(depth, 5)]}`}>
      <Changed node={node}><Inline nodes={node.content} /></Changed>
    </Tag>
  )
}
