import type { Reader } from '../db'
import { type ChangeClass, type Compared, compareVersions, type Proposal, proposedNumber } from '../versions/compare'
import type { VersionNumber } from '../versions/version'
import { publicationHistory, publishedVersion } from './queries'

/** The number that a text deserves when it is published, by what differs from the text in force. */
export interface ProposedNumber { readonly number: VersionNumber; readonly since: string; readonly proposal: Proposal; readonly class: ChangeClass }

/** Null where no text is in force to compare with. Above every number ever published, withdrawn ones too. Checks nobody: both texts are the caller's to show. */
export async function proposedPublicNumber(on: Reader, slug: string, text: Compared): Promise<ProposedNumber | null> {
  const [newest] = await publicationHistory(on, slug)
  const inForce = newest ? await publishedVersion(on, slug) : null
  if (!newest || !inForce?.text || inForce.state.kind !== 'current') return null
  const { class: kind, proposal } = compareVersions({ title: inForce.title, content: inForce.text.content.content }, text)
  return { number: proposedNumber(newest, proposal), since: inForce.label, proposal, class: kind }
}
