import { storyRequirements } from '@/drizzle/seed/requirements'
import { wordFile, wordParagraph } from '@/lib/import/fixtures/files'

/** The outline of minimum features as a Word file: the 19 requirements of v0.1 under their sections. */
export function outlineFile(): Buffer {
  const body: string[] = []
  let section = ''
  for (const item of storyRequirements.filter(({ since }) => since === 1)) {
    if (item.section !== section) body.push(wordParagraph((section = item.section), { style: 'heading1' }))
    body.push(wordParagraph(item.statement.replace(/'/g, '’')))
  }
  return Buffer.from(wordFile({ body: body.join('') }))
}
