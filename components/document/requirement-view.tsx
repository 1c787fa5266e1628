import type { ReactNode } from 'react'
import { appliesToInWords } from '@/lib/document/applies-to'
import { metByInWords } from '@/lib/document/met-by'
import { attribute, type NodeJson } from '@/lib/document/types'
import { attributeBefore, Changed, hasChanged } from './changed'
import { Inline } from './inline'
import { LevelBadge } from './level-badge'
import { Prose } from './prose'
import { requirementClasses as classes } from './requirement-classes'
import { safeId } from './safe-attributes'

const parts = [
  ['requirementRationale', 'Rationale'],
  ['requirementTest', 'Test'],
  ['requirementEvidence', 'Evidence'],
] as const

/** One requirement, the same everywhere. Its permalink is its ref, or its block id while it has none; links of the text lead to its block id. */
export function RequirementView({ node, refs, under }: { node: NodeJson; refs?: Readonly<Record<string, string>>; under?: ReactNode }) {
  const blockId = safeId(node.attrs?.id)
  const ref = safeId(node.attrs?.ref) ?? (blockId ? safeId(refs?.[blockId]) : undefined)
  const anchor = ref ?? blockId
  const level = attribute(node, 'level') || 'not specified'
  return (
    <article id={anchor} aria-label={`${ref ?? 'Requirement without a ref'}, ${level}`} className={classes.article}>
      {ref ? <a href={`#${ref}`} aria-label={`Permalink to ${ref}`} className={classes.ref}>{ref}</a> : null}
      <Statement node={node} level={level} id={anchor === blockId ? undefined : blockId} />
      <p className={classes.facts}>
        <span>Met by: <Fact node={node} name="metBy" inWords={metByInWords} /></span>
        <span>Applies to: <Fact node={node} name="appliesTo" inWords={appliesToInWords} /></span>
      </p>
      <Parts node={node} />
      {under ? <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 text-small print:hidden">{under}</div> : null}
    </article>
  )
}

/** What holds now; in a redline, what held before too, struck out. */
function Fact({ node, name, inWords }: { node: NodeJson; name: string; inWords: (value: unknown) => string }) {
  const before = attributeBefore(node, name)
  const now = inWords(attribute(node, name))
  if (before === undefined) return <>{now}</>
  return <><Changed node={gone}>{inWords(before)}</Changed> <Changed node={come}>{now}</Changed></>
}

const gone = { type: 'text', change: 'delete' } as const
const come = { type: 'text', change: 'insert' } as const

const partNode = (node: NodeJson, type: string): NodeJson => (node.content ?? []).find((child) => child.type === type) ?? { type }

const part = (node: NodeJson, type: string) => partNode(node, type).content ?? []

function Statement({ node, level, id }: { node: NodeJson; level: string; id: string | undefined }) {
  const [first, ...rest] = part(node, 'requirementStatement')
  const opens = first?.type === 'paragraph'
  const before = attributeBefore(node, 'level')
  return (
    <div id={id} className={classes.statement}>
      <p>
        <span className={`${classes.badgeInStatement} inline-flex items-center gap-2`}>
          {before === undefined ? null : <span className="text-small"><Changed node={gone}>{String(before)}</Changed></span>}
          <LevelBadge level={level} />
        </span>{' '}
        {opens ? <Changed node={first}><Inline nodes={first.content} /></Changed> : null}
      </p>
      <Prose nodes={opens ? rest : first ? [first, ...rest] : []} />
    </div>
  )
}

/** Rationale, test and evidence under one disclosure; the style sheet opens it on paper. */
function Parts({ node }: { node: NodeJson }) {
  const present = parts.filter(([type]) => part(node, type).length > 0)
  if (present.length === 0) return null
  const names = present.map(([, name], index) => (index === 0 ? name : name.toLowerCase()))
  const title = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names[0]
  return (
    <details className={classes.disclosure} open={present.some(([type]) => hasChanged(partNode(node, type))) || undefined}>
      <summary className={classes.summary}>{title}</summary>
      {present.map(([type, name]) => (
        <div key={type} className={classes.part}>
          <p className={classes.partName}>{name}</p>
          <Changed node={partNode(node, type)} block><Prose nodes={part(node, type)} /></Changed>
        </div>
      ))}
    </details>
  )
}
