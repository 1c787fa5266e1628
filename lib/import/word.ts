import { strToU8, zipSync } from 'fflate'
import mammoth from 'mammoth'
import { embeddedImage, openArchive, unreadable, xmlOf, type Archive } from './archive'
import type { Dropped } from './dropped'
import { type Read, readHtml } from './html'

const styles = [
  "p[style-name='Title'] => p.title:fresh",
  "p[style-name='Source Code'] => pre:separator('\\n')", "p[style-name='HTML Preformatted'] => pre:separator('\\n')", "p[style-name='Code'] => pre:separator('\\n')",
  "r[style-name='Verbatim Char'] => code", "r[style-name='HTML Code'] => code",
  "p[style-name='Quote'] => blockquote > p:fresh", "p[style-name='Intense Quote'] => blockquote > p:fresh", "p[style-name='Block Text'] => blockquote > p:fresh",
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((level) => [`p[style-name='toc ${level}'] => !`, `p[style-name='TOC ${level}'] => !`]),
]

const wanted = (name: string) => name === '[Content_Types].xml' || name === '_rels/.rels' || /^(word|docProps)\/.*\.(xml|rels)$/i.test(name) || /^word\/media\//i.test(name)

/** Word text as it stands with every tracked change accepted. Only the parts that are read are handed on, and only once they are known to be small. */
export async function readWord(bytes: Uint8Array, dropped: Dropped): Promise<Read> {
  const archive = openArchive(bytes, (name) => {
    if (/vbaProject\.bin$/i.test(name)) dropped.add('A macro was left out', 'N macros were left out')
    if (/^word\/embeddings\//i.test(name)) dropped.add('An embedded object was left out', 'N embedded objects were left out')
    return wanted(name)
  })
  const text = xmlOf(archive, 'word/document.xml')
  for (const name of Object.keys(archive)) if (/\.(xml|rels)$/i.test(name)) xmlOf(archive, name)
  tellOf(text, archive, dropped)
  // A simple field is a frame around words that are shown; the reader would leave the words out with it.
  archive['word/document.xml'] = strToU8(text.replace(/<\/?w:fldSimple\b[^>]*>/g, ''))
  const html = await htmlOf(zipSync(archive, { level: 0 }))
  return { ...readHtml(html, dropped), title: titleOf(archive, html) }
}

async function htmlOf(bytes: Uint8Array): Promise<string> {
  try {
    const convertImage = mammoth.images.imgElement(async (image) => ({ src: embeddedImage(new Uint8Array(await image.readAsArrayBuffer())) ?? `data:${image.contentType}` }))
    const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, { styleMap: styles, convertImage, externalFileAccess: false } as never)
    return value
  } catch {
    throw unreadable('This Word file is broken and could not be read. Open it in Word, save it again, and try once more.')
  }
}

function tellOf(xml: string, archive: Archive, dropped: Dropped) {
  const changes = xml.match(/<w:(?:ins|del|moveFrom|moveTo) /g)?.length ?? 0
  if (changes > 0) dropped.add(`Tracked changes (${changes}) were taken as accepted`, '')
  if (/<w:pStyle w:val="TOC\d"/i.test(xml)) dropped.add('The table of contents was left out: Accord makes its own', '')
  if (archive['word/comments.xml'] && /<w:comment /.test(xmlOf(archive, 'word/comments.xml'))) dropped.add('Comments in the margin were left out', '')
}

function titleOf(archive: Archive, html: string): string {
  const shown = /<p class="title">([\s\S]*?)<\/p>/.exec(html)?.[1]?.replace(/<[^>]*>/g, '').trim()
  return unescaped(shown ?? (archive['docProps/core.xml'] ? /<dc:title>([^<]*)<\/dc:title>/.exec(xmlOf(archive, 'docProps/core.xml'))?.[1] ?? '' : ''))
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'' }
const unescaped = (text: string) => text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => named[name]!)
