export interface Feed {
  /** Where the feed is. Its id, too. */
  readonly self: string
  readonly page: string
  readonly title: string
  readonly subtitle?: string | undefined
  readonly entries: readonly FeedEntry[]
}

export interface FeedEntry {
  /** Made once, never changed: the publication's UUID. */
  readonly id: string
  readonly title: string
  readonly link: string
  readonly author: string
  readonly published: Date
  readonly updated: Date
  readonly summary: string
}

// What XML 1.0 has no way of writing is left out (2.2).
const escaped = (text: string): string => text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
  .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const entryXml = (entry: FeedEntry): string => `
 <entry>
  <id>urn:uuid:${escaped(entry.id)}</id>
  <title>${escaped(entry.title)}</title>
  <link href="${escaped(entry.link)}"/>
  <author><name>${escaped(entry.author)}</name></author>
  <published>${entry.published.toISOString()}</published>
  <updated>${entry.updated.toISOString()}</updated>
  <summary>${escaped(entry.summary)}</summary>
 </entry>`

/** An Atom feed (RFC 4287), newest first. An empty one is dated to the beginning of time, so that it does not change by itself. */
export function atomFeed({ self, page, title, subtitle, entries }: Feed): string {
  const ordered = [...entries].sort((a, b) => b.updated.getTime() - a.updated.getTime())
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">
 <id>${escaped(self)}</id>
 <title>${escaped(title)}</title>${subtitle === undefined ? '' : `\n <subtitle>${escaped(subtitle)}</subtitle>`}
 <link rel="self" type="application/atom+xml" href="${escaped(self)}"/>
 <link rel="alternate" type="text/html" href="${escaped(page)}"/>
 <updated>${(ordered[0]?.updated ?? new Date(0)).toISOString()}</updated>${ordered.map(entryXml).join('')}
</feed>
`
}
