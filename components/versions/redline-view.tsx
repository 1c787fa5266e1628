import type { ReactNode } from 'react'
import { appliesToInWords } from '@/lib/document/applies-to'
import { metByInWords } from '@/lib/document/met-by'
import type { NodeJson } from '@/lib/document/types'
import { isChanged, type RedlineNode } from '@/lib/versions/redline'
import { TopBlock } from '../document/document-view'
import { Inline } from '../document/inline'
import { LevelBadge } from '../document/level-badge'
import { Prose } from '../document/prose'
import { documentClasses, requirementClasses } from '../document/requirement-classes'
import { safeId, wholeNumber } from '../document/safe-attributes'

const inserted = 'bg-action-tint text-ink underline decoration-action decoration-2 underline-offset-4'
const deleted = 'bg-refusal-tint text-quiet line-through decoration-refusal'

/** Inserted and struck words differ by underline and line, not by colour alone. `ins` and `del` say it to assistive technology. */
function Marked({ change, block, children }: { change: RedlineNode['change']; block?: boolean; children: ReactNode }) {
  if (change === 'insert') return <ins className={`${inserted} ${block ? 'block' : ''}`}>{children}</ins>
  if (change === 'delete') return <del className={`${deleted} ${block ? 'block' : ''}`}>{children}</del>
  return <>{children}</>
}

const plain = (node: RedlineNode): NodeJson => node as NodeJson

const InlineRedline = ({ nodes }: { nodes: readonly RedlineNode[] | undefined }) => (
  <>{(nodes ?? []).map((node, index) => <Marked key={index} change={node.change}><Inline nodes={[plain(node)]} /></Marked>)}</>
)

const Moved = () => <p className="text-small font-semibold text-proposal">Moved here</p>

/** One text that shows both: what stands, what was put in and what was struck out. */
export function RedlineView({ nodes, only }: { nodes: readonly RedlineNode[]; only?: ReadonlySet<string> }) {
  const shown = only ? nodes.filter((node) => only.has(String(node.attrs?.id))) : nodes
  return <div className={documentClasses.page}>{shown.map((node, index) => <Top key={index} node={node} />)}</div>
}

function Top({ node }: { node: RedlineNode }) {
  if (!isChanged(node)) return <TopBlock node={plain(node)} />
  if (node.type === 'requirement') return <RequirementRedline node={node} />
  return (
    <div id={safeId(node.attrs?.id)} className="scroll-mt-4">
      {node.moved && <Moved />}
      {node.change ? <Marked change={node.change} block><TopBlock node={{ ...plain(node), attrs: { ...node.attrs, id: undefined } }} /></Marked> : <BlockRedline node={node} />}
    </div>
  )
}

const headingSizes = ['', 'text-heading', 'text-[1.25rem]', 'text-reading', 'text-body']

/** A block inside which something differs. */
function BlockRedline({ node }: { node: RedlineNode }): ReactNode {
  if (node.change) return <Marked change={node.change} block><Prose nodes={[plain(node)]} /></Marked>
  if (!isChanged(node)) return <Prose nodes={[plain(node)]} />
  const inside = () => <Blocks nodes={node.content} />
  switch (node.type) {
    case 'paragraph': return <p className={documentClasses.paragraph}><InlineRedline nodes={node.content} /></p>
    case 'heading': return <p role="heading" aria-level={3} className={`${documentClasses.heading} mt-8 ${headingSizes[wholeNumber(node.attrs?.level, 1, 4) ?? 1]}`}><InlineRedline nodes={node.content} /></p>
    case 'bulletList': return <ul className={`${documentClasses.list} list-disc`}><Items nodes={node.content} /></ul>
    case 'orderedList': return <ol className={`${documentClasses.list} list-decimal`}><Items nodes={node.content} /></ol>
    case 'blockquote': return <blockquote className={documentClasses.quote}>{inside()}</blockquote>
    case 'codeBlock': return <pre className={`${documentClasses.code} whitespace-pre-wrap`}><code><InlineRedline nodes={node.content} /></code></pre>
    case 'note': return <div role="note" className={documentClasses.note}><p className="font-semibold">Note</p>{inside()}</div>
    case 'table': return <div className={documentClasses.frame}><table className={documentClasses.table}><tbody><Rows nodes={node.content} /></tbody></table></div>
    case 'termName': return <p className="font-semibold"><InlineRedline nodes={node.content} /></p>
    case 'image': return <Prose nodes={[plain(node)]} />
    default: return inside()
  }
}

const Blocks = ({ nodes }: { nodes: readonly RedlineNode[] | undefined }) => <>{(nodes ?? []).map((node, index) => <BlockRedline key={index} node={node} />)}</>

const Items = ({ nodes }: { nodes: readonly RedlineNode[] | undefined }) => (
  <>{(nodes ?? []).map((item, index) => <li key={index}><Marked change={item.change} block><Blocks nodes={item.content} /></Marked></li>)}</>
)

function Rows({ nodes }: { nodes: readonly RedlineNode[] | undefined }) {
  return (nodes ?? []).map((row, at) => (
    <tr key={at}>
      {(row.content ?? []).map((cell, column) => {
        const Cell = cell.type === 'tableHeader' ? 'th' : 'td'
        return (
          <Cell key={column} className={cell.type === 'tableHeader' ? documentClasses.tableHeader : documentClasses.tableCell}>
            <Marked change={row.change ?? cell.change} block><Blocks nodes={cell.content} /></Marked>
          </Cell>
        )
      })}
    </tr>
  ))
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The requirement in its usual shape, with what was in each place before. */
function RequirementRedline({ node }: { node: RedlineNode }) {
  const ref = safeId(node.attrs?.ref)
  const level = text(node.attrs?.level) || 'not specified'
  const state = node.change === 'insert' ? 'added' : node.change === 'delete' ? 'removed' : 'changed'
  return (
    <article id={ref ?? safeId(node.attrs?.id)} aria-label={`${ref ?? 'Requirement without a ref'}, ${state}`} className={requirementClasses.article}>
      {ref && <span className={requirementClasses.ref}>{ref}</span>}
      {node.change && <p className="text-small font-semibold">{state === 'added' ? 'Added' : 'Removed'}</p>}
      {node.moved && <Moved />}
      <div className={requirementClasses.statement}>
        <p className="flex flex-wrap items-center gap-2"><Was before={node.before} name="level" show={(was) => <LevelBadge level={was} />} /><LevelBadge level={level} /></p>
        <Parts node={node} />
      </div>
      <p className={requirementClasses.facts}>
        <span>Met by: <Was before={node.before} name="metBy" show={metByInWords} />{metByInWords(text(node.attrs?.metBy))}</span>
        <span>Applies to: <Was before={node.before} name="appliesTo" show={appliesToInWords} />{appliesToInWords(text(node.attrs?.appliesTo))}</span>
      </p>
    </article>
  )
}

function Was({ before, name, show }: { before: RedlineNode['before']; name: string; show: (was: string) => ReactNode }) {
  if (before?.[name] === undefined) return null
  return <><del className="text-quiet line-through decoration-refusal decoration-2">{show(text(before[name]))}</del> </>
}

const names: Record<string, string> = { requirementRationale: 'Rationale', requirementTest: 'Test', requirementEvidence: 'Evidence' }

function Parts({ node }: { node: RedlineNode }) {
  return (node.content ?? []).map((part, index) => (
    <div key={index} className={names[part.type] ? requirementClasses.part : ''}>
      {names[part.type] && <p className={requirementClasses.partName}>{names[part.type]}</p>}
      <Marked change={node.change ?? part.change} block><Blocks nodes={part.content} /></Marked>
    </div>
  ))
}
