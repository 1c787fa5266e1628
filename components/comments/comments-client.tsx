'use client'
import dynamic from 'next/dynamic'

/** The margin comes with the editor, in the browser only: what it stands level with is drawn there. */
export const Comments = dynamic(() => import('./comments-margin').then((loaded) => loaded.CommentsMargin), { ssr: false })
