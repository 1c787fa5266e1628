import { DocumentView } from '@/components/document/document-view'
import type { DocumentJson } from '@/lib/document/types'

/** So many blocks show how the file was understood; the rest is told. */
const shown = 150

export function ImportPreview({ document }: { document: DocumentJson }) {
  const more = document.content.length - shown
  return (
    <>
      <div role="region" aria-label="Preview of the text" tabIndex={0} className="max-h-[36rem] overflow-y-auto border border-line px-4 py-4 sm:px-10">
        <DocumentView content={{ type: 'doc', content: document.content.slice(0, shown) }} topHeading={3} />
      </div>
      {more > 0 && <p className="mt-2 text-small text-quiet">The preview shows the first {shown} blocks of {document.content.length.toLocaleString('en-GB')}. All of them will be written.</p>}
    </>
  )
}
