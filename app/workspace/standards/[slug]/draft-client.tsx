'use client'
import dynamic from 'next/dynamic'
import { DraftGuard } from '@/components/editor/draft-guard'
import { DraftSkeleton } from '@/components/editor/draft-skeleton'
import type { DraftProps } from './draft'

// Only in the browser: what the server would draw, the socket brings anyway.
const Draft = dynamic(() => import('./draft'), { ssr: false, loading: () => <DraftSkeleton /> })

/** The draft page's way into the editor, which is loaded apart so that the page stands before it. */
export const DraftClient = (props: DraftProps) => <DraftGuard><Draft {...props} /></DraftGuard>
