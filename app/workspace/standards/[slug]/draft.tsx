'use client'
import type { ComponentProps } from 'react'
import { CommentsMargin } from '@/components/comments/comments-margin'
import { DraftShell, type DraftShellProps } from '@/components/editor/draft-shell'
import { SuggestSwitch } from '@/components/proposals/suggest-switch'

export interface DraftProps extends Omit<DraftShellProps, 'children' | 'beside'> {
  /** What the margin shows at first; null for those who may not see comments. */
  readonly comments: ComponentProps<typeof CommentsMargin> | null
  readonly proposals: ComponentProps<typeof SuggestSwitch> | null
}

/** The editor and the comments beside it, as one piece to load: they share most of what they are made of. */
export default function Draft({ comments, proposals, ...draft }: DraftProps) {
  return <DraftShell {...draft} beside={proposals && <SuggestSwitch {...proposals} />}>{comments && <CommentsMargin {...comments} />}</DraftShell>
}
