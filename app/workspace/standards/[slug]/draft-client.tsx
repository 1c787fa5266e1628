'use client'
import dynamic from 'next/dynamic'
import { DraftGuard } from '@/components/editor/draft-guard'
import { DraftSkeleton } from '@/components/editor/draft-skeleton'
import type { DraftProps } from './draft'

// The server draws no more than the page before its text; by drawing it, it has the browser fetch all of the editor from the first moment on.
const Draft = dynamic(() => import('./draft'), { loading: () => <DraftSkeleton /> })

/** The draft page's way into the editor, which is loaded apart so that the page stands before it. */
export const DraftClient = (props: DraftProps) => <DraftGuard><Draft {...props} /></DraftGuard>
