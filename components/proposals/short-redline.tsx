import { Redline } from '@/components/versions/redline'
import type { Block } from '@/lib/document/types'
import { redline } from '@/lib/versions/redline'

/** A redline of a block or two, without the margins and rules of a whole page. */
export function ShortRedline({ before, after }: { before: readonly Block[]; after: readonly Block[] }) {
  return (
    <div className="[&>div]:max-w-none [&>div]:pl-0 [&_article]:my-1 [&_article]:border-t-0 [&_article]:pt-0">
      <Redline nodes={redline(before, after)} topHeading={4} />
    </div>
  )
}
