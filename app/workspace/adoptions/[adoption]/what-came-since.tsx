import Link from 'next/link'
import { LinkButton } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { dayInWords } from '@/lib/adoption/adoption'
import type { AdoptionInView } from '@/lib/adoption/queries'
import { erratumLabel } from '@/lib/maintenance/erratum'
import { classInWords } from '@/lib/versions/classes'

/** What the council should know of its version since it adopted it. */
export function WhatCameSince({ adoption, errata }: AdoptionInView) {
  const { slug, label, version, movedTo } = adoption
  const page = `/standards/${slug}/${label}`
  return (
    <>
      {movedTo && (
        <Notice title={`Your council moved to ${movedTo.label} on ${dayInWords(movedTo.adoptedOn)}`}>
          This record of {label} stays as it was. <Link href={`/workspace/adoptions/${movedTo.id}`}>The adoption of {movedTo.label}</Link>
        </Notice>
      )}
      {version.kind === 'withdrawn' && <Notice kind="refusal" title={`${label} was withdrawn`}>{version.reason} The record of your adoption stays.</Notice>}
      {version.kind === 'superseded' && !movedTo && (
        <Notice kind="waits" title={`${label} is superseded by ${version.by}`}>
          <p>Your adoption of {label} stays valid. Look at <Link href={`/standards/${slug}/compare/${label}...${version.by}`}>what changed</Link>, and consider moving.</p>
          <p className="mt-3"><LinkButton size="small" href={`/workspace/adoptions/new?standard=${slug}&version=${version.by}`}>Move to {version.by}</LinkButton></p>
        </Notice>
      )}
      {errata.length > 0 && (
        <Notice title={errata.length === 1 ? `1 erratum to ${label}` : `${errata.length} errata to ${label}`}>
          <ul>{errata.map((one) => (
            <li key={one.id}>{erratumLabel(one.state.number)}, {one.on}: class {one.class}, {classInWords[one.class]}</li>
          ))}</ul>
          <p className="mt-1">No re-assessment is asked. <Link href={`${page}#errata`}>Read {errata.length === 1 ? 'it' : 'them'} beside the text</Link></p>
        </Notice>
      )}
    </>
  )
}
