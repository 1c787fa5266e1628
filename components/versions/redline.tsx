import type { RedlineNode } from '@/lib/versions/redline'
import type { NodeJson } from '@/lib/document/types'
import { hasChanged } from '../document/changed'
import { TopBlock } from '../document/document-view'
import { documentClasses } from '../document/requirement-classes'
import { wordsOf } from '../document/words'

interface Shown { readonly node: NodeJson; readonly name: string; readonly left: number }

/**
 * Two versions drawn as one text. With `changesOnly`, what is the same in both is left out, but for the headings that changes stand under.
 * Static: no hooks, no script.
 */
export function Redline({ nodes, changesOnly = false, topHeading }: { nodes: readonly RedlineNode[]; changesOnly?: boolean; topHeading?: number }) {
  const shown = changesOnly ? changesOf(nodes as readonly NodeJson[]) : nodes.map((node) => ({ node: node as NodeJson, name: '', left: 0 }))
  return (
    <div className={documentClasses.page}>
      {shown.length === 0 ? <p className={documentClasses.paragraph}>The two texts say the same.</p> : null}
      {shown.map(({ node, name, left }, index) => (
        <div key={index}>
          {left > 0 ? <p className="my-4 text-small text-quiet">{left === 1 ? '1 block' : `${left} blocks`} the same in both</p> : null}
          <TopBlock node={node} name={name} setting={{ topHeading }} />
        </div>
      ))}
    </div>
  )
}

/** Changed blocks with the heading before them, and how many blocks were left out before each. */
export function changesOf(nodes: readonly NodeJson[]): Shown[] {
  const shown: Shown[] = []
  let heading: NodeJson | null = null
  let left = 0
  for (const node of nodes) {
    if (!hasChanged(node)) {
      if (node.type === 'heading') heading = node
      else left++
      continue
    }
    const name = heading ? wordsOf(heading) : ''
    if (heading && node.type !== 'heading') {
      shown.push({ node: heading, name, left })
      left = 0
      heading = null
    }
    shown.push({ node, name, left })
    left = 0
  }
  return shown
}
