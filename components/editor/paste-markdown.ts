const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!)

/** Code first, so that signs in it stay signs. */
function inline(text: string): string {
  return text.split(/(`[^`\n]+`)/).map((piece, index) => {
    if (index % 2 === 1) return `<code>${escape(piece.slice(1, -1))}</code>`
    return escape(piece)
      .replace(/\[([^\]\n]+)\]\(([^)\s]+)\)/g, '<a href="$2">$1</a>')
      .replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, '<strong>$2</strong>')
      .replace(/(?<![\w*])([*_])(?=\S)([^*_]+?)(?<=\S)\1(?![\w*])/g, '<em>$2</em>')
  }).join('')
}

const item = /^(\s*)(?:([-*+])|(\d{1,4})[.)])\s+(.*)$/
const heading = /^(#{1,6})\s+(.+?)\s*#*$/
const fence = /^\s*(```|~~~)/
const row = /^\s*\|.*\|\s*$/
const opens = [heading, item, fence, row, /^\s*>/, /^\s*([-*_])(\s*\1){2,}\s*$/]

interface Reader { readonly lines: readonly string[]; at: number }

const takeWhile = (reader: Reader, wanted: (line: string) => boolean): string[] => {
  const taken: string[] = []
  while (reader.at < reader.lines.length && wanted(reader.lines[reader.at]!)) taken.push(reader.lines[reader.at++]!)
  return taken
}

/** A list of items at this indentation; deeper ones are lists in the item before them. */
function list(reader: Reader, indent: number): string {
  const ordered = item.exec(reader.lines[reader.at]!)?.[3] !== undefined
  let html = ''
  for (let found = item.exec(reader.lines[reader.at] ?? ''); found && found[1]!.length >= indent; found = item.exec(reader.lines[reader.at] ?? '')) {
    if ((found[3] !== undefined) !== ordered && found[1]!.length === indent) break
    reader.at += 1
    const more = takeWhile(reader, (line) => line.trim() !== '' && !opens.some((sign) => sign.test(line)))
    html += `<li><p>${inline([found[4], ...more.map((line) => line.trim())].join(' '))}</p>`
    const deeper = item.exec(reader.lines[reader.at] ?? '')?.[1]!.length ?? -1
    html += `${deeper > found[1]!.length ? list(reader, deeper) : ''}</li>`
  }
  return ordered ? `<ol>${html}</ol>` : `<ul>${html}</ul>`
}

function table(lines: readonly string[]): string {
  const cells = (line: string, tag: string) =>
    line.trim().slice(1, -1).split(/(?<!\\)\|/).map((cell) => `<${tag}><p>${inline(cell.trim().replaceAll('\\|', '|'))}</p></${tag}>`).join('')
  const headed = /^[\s|:-]+$/.test(lines[1] ?? '')
  return `<table>${lines.filter((_line, index) => !(headed && index === 1))
    .map((line, index) => `<tr>${cells(line, headed && index === 0 ? 'th' : 'td')}</tr>`).join('')}</table>`
}

function block(reader: Reader): string {
  const line = reader.lines[reader.at]!
  const title = heading.exec(line)
  if (title) {
    reader.at += 1
    const level = Math.min(title[1]!.length, 4)
    return `<h${level}>${inline(title[2]!)}</h${level}>`
  }
  if (fence.test(line)) {
    reader.at += 1
    const code = takeWhile(reader, (next) => !fence.test(next))
    reader.at += 1
    return `<pre><code>${escape(code.join('\n'))}</code></pre>`
  }
  if (opens[5]!.test(line)) {
    reader.at += 1
    return '<hr>'
  }
  if (item.test(line)) return list(reader, item.exec(line)![1]!.length)
  if (row.test(line)) return table(takeWhile(reader, (next) => row.test(next)))
  if (/^\s*>/.test(line)) {
    const quoted = takeWhile(reader, (next) => /^\s*>/.test(next)).map((next) => next.replace(/^\s*>\s?/, ''))
    return `<blockquote>${blocks(quoted)}</blockquote>`
  }
  const words = [reader.lines[reader.at++]!, ...takeWhile(reader, (next) => next.trim() !== '' && !opens.some((sign) => sign.test(next)))]
  return `<p>${inline(words.map((next) => next.trim()).join(' '))}</p>`
}

function blocks(lines: readonly string[]): string {
  const reader: Reader = { lines, at: 0 }
  let html = ''
  while (reader.at < lines.length) {
    if (lines[reader.at]!.trim() === '') reader.at += 1
    else html += block(reader)
  }
  return html
}

/** Markdown as HTML for the schema to read (small on purpose: whole files come in by import). Null for plain words. */
export function markdownAsHtml(text: string): string | null {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const signs = lines.filter((line) => opens.some((sign) => sign.test(line))).length
  const marked = /\*\*\S.*?\S\*\*|\[[^\]\n]+\]\(https?:[^)\s]+\)|`[^`\n]+`/.test(text)
  return signs > 0 || marked ? blocks(lines) : null
}
