import { appliesToInWords } from '@/lib/document/applies-to'
import { metByInWords } from '@/lib/document/met-by'
import { attribute, type NodeJson } from '@/lib/document/types'
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

/** One requirement, the same everywhere. Its permalink is its ref, or its block id while it has none. */
export function RequirementView({ node, refs }: { node: NodeJson; refs?: Readonly<Record<string, string>> }) {
  const blockId = safeId(node.attrs?.id)
  const ref = safeId(node.attrs?.ref) ?? (blockId ? safeId(refs?.[blockId]) : undefined)
  const anchor = ref ?? blockId
  const level = attribute(node, 'level') || 'not specified'
  return (
    <article id={anchor} aria-label={`${ref ?? 'Requirement without a ref'}, ${level}`} className={classes.article}>
      {ref ? <a href={`#${ref}`} aria-label={`Permalink to ${ref}`} className={classes.ref}>{ref}</a> : null}
      <Statement node={node} level={level} />
      <p className={classes.facts}>
        <span>Met by: {metByInWords(attribute(node, 'metBy'))}</span>
        <span>Applies to: {appliesToInWords(attribute(node, 'appliesTo'))}</span>
      </p>
      <Parts node={node} />
    </article>
  )
}

const part = (node: NodeJson, type: string) => (node.content ?? []).find((child) => child.type === type)?.content ?? []

function Statement({ node, level }: { node: NodeJson; level: string }) {
  const [first, ...rest] = part(node, 'requirementStatement')
  const opens = first?.type === 'paragraph'
  return (
    <div className={classes.statement}>
      <p><LevelBadge level={level} className={classes.badgeInStatement} /> <Inline nodes={opens ? first.content : []} /></p>
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
    <details className={classes.disclosure}>
      <summary className={classes.summary}>{title}</summary>
      {present.map(([type, name]) => (
        <div key={type} className={classes.part}>
          <p className={classes.partName}>{name}</p>
          <Prose nodes={part(node, type)} />
        </div>
      ))}
    </details>
  )
}
