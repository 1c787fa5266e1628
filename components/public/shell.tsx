import type { ReactNode } from 'react'
import { Wordmark } from '../layout/wordmark'

/** Addresses of what build/public-assets.mjs wrote. */
export interface Assets { readonly style: string; readonly text: string }

export interface Head {
  readonly title: string
  readonly description: string
  /** The page's own address from the root: `/standards`. */
  readonly path: string
  /** Kept out of search engines: what is withdrawn, what is not there, what was searched for. */
  readonly noindex?: boolean
  readonly feed?: { readonly href: string; readonly title: string }
  /** A style sheet with the running title of the printed page. */
  readonly print?: string
}

export interface Site { readonly origin: string; readonly assets: Assets | null }

const navigation = [['/standards', 'Standards'], ['/calls', 'Calls'], ['/groups', 'Working groups']] as const

/** A whole page of the public site: no script, no cookie, one style sheet. */
export function PublicPage({ head, site, children }: { head: Head; site: Site; children: ReactNode }) {
  const title = head.path === '/' ? head.title : `${head.title} – Accord`
  return (
    <html lang="en-GB">
      <head>
        <meta charSet="utf-8" />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="description" content={head.description} />
        <meta name="color-scheme" content="light dark" />
        {head.noindex ? <meta name="robots" content="noindex" /> : <link rel="canonical" href={site.origin + head.path} />}
        {site.assets ? <link rel="preload" href={site.assets.text} as="font" type="font/woff2" crossOrigin="anonymous" /> : null}
        {site.assets ? <link rel="stylesheet" href={site.assets.style} /> : null}
        {head.print ? <link rel="stylesheet" media="print" href={head.print} /> : null}
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        {head.feed ? <link rel="alternate" type="application/atom+xml" href={head.feed.href} title={head.feed.title} /> : null}
      </head>
      <body className="flex min-h-dvh flex-col">
        <a href="#main" className="sr-only bg-action px-4 py-2 text-on-action focus:not-sr-only focus:absolute focus:top-2 focus:left-2">
          Skip to the page
        </a>
        <Header path={head.path} />
        <main id="main" tabIndex={-1} className="mx-auto w-full max-w-6xl flex-1 px-4 pt-8 pb-16 focus:outline-none sm:px-6 print:max-w-none print:p-0">
          {children}
        </main>
        <Footer />
      </body>
    </html>
  )
}

function Header({ path }: { path: string }) {
  return (
    <header className="border-b border-line print:hidden">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-8 gap-y-1 px-4 py-2 sm:px-6">
        <a href="/" className="py-1 no-underline" aria-label="Accord, to the front page"><Wordmark /></a>
        <nav aria-label="Site" className="flex basis-full flex-wrap items-center gap-x-4 sm:flex-1 sm:gap-x-6">
          {navigation.map(([href, words]) => (
            <a key={href} href={href} aria-current={path.startsWith(href) ? 'true' : undefined}
              className="inline-flex min-h-11 items-center text-ink no-underline hover:underline aria-[current]:font-semibold">
              {words}
            </a>
          ))}
          <a href="/workspace" className="inline-flex min-h-11 items-center sm:ml-auto">Sign in</a>
        </nav>
      </div>
    </header>
  )
}

const footer = [
  ['/accessibility', 'Accessibility'], ['/privacy', 'Privacy'], ['/standards.atom', 'Feed of publications'], ['/api/v1/openapi.json', 'Data (API)'],
] as const

function Footer() {
  return (
    <footer className="border-t border-line text-small text-quiet print:hidden">
      <div className="mx-auto flex max-w-6xl flex-wrap gap-x-6 px-4 py-4 sm:px-6">
        {footer.map(([href, words]) => <a key={href} href={href} className="inline-flex min-h-8 items-center text-quiet">{words}</a>)}
      </div>
    </footer>
  )
}

/** The one heading of a page. */
export const PageTitle = ({ children }: { children: ReactNode }) => (
  <h1 className="max-w-[24em] text-title font-bold text-balance">{children}</h1>
)

export const SectionTitle = ({ id, children }: { id?: string; children: ReactNode }) => (
  <h2 id={id} className="mt-12 mb-3 scroll-mt-4 break-after-avoid text-heading font-semibold text-balance">{children}</h2>
)
