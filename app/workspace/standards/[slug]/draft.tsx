'use client'
import type { ComponentProps } from 'react'
import { CommentsMargin } from '@/components/comments/comments-margin'
import { DraftShell, type DraftShellProps } from '@/components/editor/draft-shell'

export interface DraftProps extends Omit<DraftShellProps, 'children'> {
  /** What the margin shows at first; null for those who may not see comments. */
  readonly comments: ComponentProps<typeof CommentsMargin> | null
}

/** The editor and the comments beside it, as one piece to load: they share most of what they are made of. */
export default function Draft({ comments, ...draft }: DraftProps) {
  return <DraftShell {...draft}>{comments && <CommentsMargin {...comments} />}</DraftShell>
}
