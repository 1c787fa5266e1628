import { inOneLine, type Letter } from '../auth/mail'
import { momentInWords } from '../kernel/clock'

/** Where a letter's reader can go from it. */
export interface Ways { readonly stop: string; readonly settings: string }

export interface Told { readonly sentence: string; readonly address: string; readonly at?: Date }

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Names and titles are what people chose: nothing of theirs is markup in a letter. Marks that turn the reading direction stay out too. */
export const escaped = (text: string): string => shown(text).replace(/[&<>"']/g, (mark) => escapes[mark]!)

const shown = (text: string): string => text.replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/g, '').replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()

/** A letter about one thing, at once. */
export function noticeLetter(to: string, told: Told, ways: Ways): Letter {
  const why = 'You get this letter because it needs you. It stands on your desk in Accord too.'
  return letter(to, told.sentence, {
    text: `${shown(told.sentence)}\n\n${told.address}`,
    html: `<p>${escaped(told.sentence)}</p>\n<p><a href="${escaped(told.address)}">Open it in Accord</a></p>`,
  }, { ...ways, why })
}

/** A letter about what came together since the last one. */
export function digestLetter(to: string, items: readonly Told[], how: 'daily' | 'weekly', ways: Ways): Letter {
  const count = items.length === 1 ? '1 piece of news' : `${items.length} pieces of news`
  const line = (one: Told) => `- ${shown(one.sentence)}${one.at ? ` (${momentInWords(one.at)})` : ''}\n  ${one.address}`
  const row = (one: Told) => `<li><a href="${escaped(one.address)}">${escaped(one.sentence)}</a>${one.at ? `<br>${escaped(momentInWords(one.at))}` : ''}</li>`
  return letter(to, `${count} from Accord`, {
    text: items.map(line).join('\n\n'),
    html: `<ul>\n${items.map(row).join('\n')}\n</ul>`,
  }, { ...ways, why: `You get this letter ${how === 'daily' ? 'at most once a day' : 'at most once a week'}, with what does not need you at once.` })
}

interface Parts { readonly text: string; readonly html: string }

/** The same words twice: plain, and as markup without pictures or colours of its own, so that it reads in any program, light or dark. */
function letter(to: string, subject: string, { text, html }: Parts, { why, stop, settings }: Ways & { readonly why: string }): Letter {
  const heading = inOneLine(shown(subject))
  return {
    to, subject: heading, unsubscribe: stop,
    text: `${text}\n\n—\n${why}\n\nStop letters of this kind:\n${stop}\n\nChoose what you are told by mail:\n${settings}\n`,
    html: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escaped(heading)}</title></head>
<body style="font-family: sans-serif; font-size: 1rem; line-height: 1.5; max-width: 40rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere">
<h1 style="font-size: 1.25rem">${escaped(heading)}</h1>
${html}
<hr>
<p>${escaped(why)}</p>
<p><a href="${escaped(stop)}">Stop letters of this kind</a> or <a href="${escaped(settings)}">choose what you are told by mail</a>.</p>
</body>
</html>
`,
  }
}
