import type { ReactNode } from 'react'
import { linkedIds } from '@/lib/document/fragments'
import type { DocumentJson, NodeJson } from '@/lib/document/types'
import { Changed, hasMoved } from './changed'
import { Heading } from './heading'
import { Inline } from './inline'
import { Prose } from './prose'
import { documentClasses as classes } from './requirement-classes'
import { RequirementView } from './requirement-view'
import { safeId } from './safe-attributes'
import { wordsOf } from './words'

interface Setting {
  /** Refs by block id, where the text itself holds none yet (a live draft). */
  readonly refs?: Readonly<Record<string, string>>
  /** Where the first heading of the text stands: 2 under a page's title. */
  readonly topHeading?: number
  /** What stands under a requirement, by its block id: flags and steps, in a text that is read at work. */
  readonly under?: Readonly<Record<string, ReactNode>>
  /** Blocks that links of the text lead to. */
  readonly linked?: ReadonlySet<string>
}

/** A whole text as static markup: no hooks, no script, no inline style. */
export function DocumentView({ content, ...setting }: { content: DocumentJson } & Setting) {
  const names = sectionNames(content)
  const linked = linkedIds(content.content)
  return (
    <div className={classes.page}>
      {content.content.map((node, index) => <TopBlock key={index} node={node} name={names[index] ?? ''} setting={{ ...setting, linked }} />)}
    </div>
  )
}

/** For each block the words of the heading that it stands under. */
function sectionNames(document: DocumentJson): string[] {
  let name = ''
  return document.content.map((node) => (node.type === 'heading' ? (name = wordsOf(node)) : name))
}

/** A block of the top of the text, of a redline too; a text may be drawn block by block with it. */
export function TopBlock({ node, name = '', setting = {} }: { node: NodeJson; name?: string; setting?: Setting }): ReactNode {
  const moved = hasMoved(node) ? <p className="mt-4 text-small font-semibold text-proposal">Moved from elsewhere:</p> : null
  if (node.type === 'heading') return <>{moved}<Heading node={node} top={setting.topHeading ?? 2} /></>
  if (!['requirement', 'note', 'term'].includes(node.type)) {
    const id = safeId(node.attrs?.id)
    const drawn = <Prose nodes={[node]} name={name} />
    return <>{moved}{id && setting.linked?.has(id) ? <div id={id}>{drawn}</div> : drawn}</>
  }
  return <>{moved}<Changed node={node} block><Special node={node} setting={setting} /></Changed></>
}

function Special({ node, setting }: { node: NodeJson; setting: Setting }) {
  const id = safeId(node.attrs?.id)
  if (node.type === 'requirement') return <RequirementView node={node} refs={setting.refs} under={id ? setting.under?.[id] : undefined} />
  if (node.type === 'term') return <Term node={node} id={id} />
  return <div role="note" id={id} className={classes.note}><p className="font-semibold">Note</p><Prose nodes={node.content} /></div>
}

function Term({ node, id }: { node: NodeJson; id: string | undefined }) {
  const part = (type: string) => (node.content ?? []).find((child) => child.type === type)?.content
  return (
    <dl className={classes.term}>
      <dt className="font-semibold"><dfn id={id} className="not-italic"><Inline nodes={part('termName')} /></dfn></dt>
      <dd className="pl-6"><Prose nodes={part('termDefinition')} /></dd>
    </dl>
  )
}
