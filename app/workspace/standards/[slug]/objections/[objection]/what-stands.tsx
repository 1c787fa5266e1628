import Link from 'next/link'
import { Redline } from '@/components/versions/redline'
import { TopBlock } from '@/components/document/document-view'
import type { Objection } from '@/lib/consultation/objection'
import type { Words } from '@/lib/consultation/objection-queries'
import type { RequirementView } from '@/lib/document/requirements'
import { redline } from '@/lib/versions/redline'

interface Props { objection: Objection; before: RequirementView | null; now: Words | null; slug: string }

/** The words objected to, and what has become of them: both in one text. */
export function WhatStands({ objection, before, now, slug }: Props) {
  if (!before) return null
  if (!now || now.digest === objection.requirementDigest) {
    return (
      <>
        <div className="md:pl-28"><TopBlock node={before.node} /></div>
        <p className="text-quiet">{objection.ref} stands as it was objected to, in the newest version and in the draft. When its words change the objector is asked whether that resolves it.</p>
      </>
    )
  }
  const base = `/workspace/standards/${slug}`
  const to = now.place === 'the draft' ? 'draft' : now.place
  return (
    <>
      <p>{now.view ? `From ${objection.version} to ${now.place}:` : `${objection.ref} is gone from ${now.place}.`}{' '}
        {to !== objection.version && <Link href={`${base}/compare/${objection.version}...${to}`}>Compare the whole text</Link>}</p>
      <Redline nodes={redline([before.node], now.view ? [now.view.node] : [])} topHeading={3} />
    </>
  )
}
