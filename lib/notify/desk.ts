/** What stands on a person's desk, in order of harm: three short lists and nothing else. */
export interface Desk {
  readonly waits: readonly Waiting[]
  /** What was told and not yet seen: outcomes and publications. */
  readonly news: readonly DeskNews[]
  readonly changed: readonly Changed[]
  readonly groups: readonly OwnGroup[]
}

export type Waiting =
  | { readonly kind: 'position'; readonly title: string; readonly seat: string; readonly round: number; readonly by: Date; readonly link: string }
  | { readonly kind: 'expressions'; readonly title: string; readonly expressions: number; readonly since: Date; readonly link: string }
  | { readonly kind: 'objection'; readonly name: string; readonly ref: string; readonly title: string; readonly asked: boolean; readonly since: Date; readonly link: string }
  | { readonly kind: 'mention'; readonly author: string; readonly title: string; readonly body: string; readonly link: string }
  | { readonly kind: 'invitation'; readonly id: string; readonly group: string; readonly from: string; readonly role: string; readonly until: Date }
  | { readonly kind: 'certificate' | 'publication'; readonly title: string; readonly version: string; readonly link: string }

export interface DeskNews { readonly sentence: string; readonly link: string; readonly at: Date }

export interface Changed { readonly slug: string; readonly title: string; readonly facts: ChangeFacts; readonly since: Date | null }

/** What others did to a draft since the person's last visit. */
export interface ChangeFacts { readonly versions: readonly string[]; readonly comments: number; readonly text: boolean }

export interface OwnGroup { readonly slug: string; readonly name: string; readonly next: { readonly what: string; readonly at: Date; readonly dayOnly: boolean } | null }

const some = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`)

/** `v0.3 tagged, 4 comments, text changed`; null when nothing did. */
export function changeInWords({ versions, comments, text }: ChangeFacts): string | null {
  const parts = [
    versions.length > 0 && `${versions.join(', ')} tagged`,
    comments > 0 && some(comments, 'comment', 'comments'),
    text && 'text changed',
  ].filter((part) => part !== false)
  return parts.length > 0 ? parts.join(', ') : null
}
