import type { ReactNode } from 'react'
import type { PublicGroup } from '@/lib/publication/public-record'
import { SearchForm } from './search-form'
import { PageTitle, PublicPage, SectionTitle, type Site } from './shell'

const Words = ({ children }: { children: ReactNode }) => <div className="mt-4 max-w-[68ch] space-y-4 text-reading">{children}</div>

export function GroupsPage({ site, groups }: { site: Site; groups: readonly PublicGroup[] }) {
  const head = { title: 'Working groups', path: '/groups', description: 'The working groups that write standards, and what each is for.' }
  return (
    <PublicPage head={head} site={site}>
      <PageTitle>Working groups</PageTitle>
      <Words><p>A working group writes one or more standards. Its seats are held by council service teams, council digital teams and suppliers.</p></Words>
      {groups.length === 0 ? <p className="mt-8">No working group has been chartered yet.</p> : (
        <ul className="mt-8 max-w-[80ch] border-t border-line">
          {groups.map((group) => (
            <li key={group.slug} id={group.slug} className="border-b border-line py-4">
              <h2 className="text-[1.25rem] font-semibold">{group.name}</h2>
              <p className="mt-1 whitespace-pre-line">{group.remit}</p>
            </li>
          ))}
        </ul>
      )}
    </PublicPage>
  )
}

/** What the public is shown where there is nothing, or nothing of theirs to know. */
export function NotHerePage({ site, title, children }: { site: Site; title: string; children?: ReactNode }) {
  return (
    <PublicPage head={{ title, path: '', noindex: true, description: title }} site={site}>
      <PageTitle>{title}</PageTitle>
      <Words>
        {children ?? <p>The address may be mistyped, or what stood here may not be public. Search for it, or <a href="/standards">see every standard</a>.</p>}
      </Words>
      <SearchForm />
    </PublicPage>
  )
}

export function AccessibilityPage({ site }: { site: Site }) {
  const head = { title: 'Accessibility', path: '/accessibility', description: 'How accessible Accord is, what falls short, and how that is checked.' }
  return (
    <PublicPage head={head} site={site}>
      <PageTitle>Accessibility</PageTitle>
      <Words>
        <p>Accord is made to be used by everybody. Its aim is the Web Content Accessibility Guidelines 2.2 at level AA.</p>
        <SectionTitle>What you can do</SectionTitle>
        <ul className="list-disc space-y-1 pl-6">
          <li>read every public page without scripts, and print it</li>
          <li>reach everything with the keyboard alone</li>
          <li>zoom to 400 %, or use a screen 320 pixels wide, without scrolling sideways; wide tables scroll in a frame of their own</li>
          <li>use your own colours, dark or forced: levels and states never rest on colour alone</li>
          <li>switch motion off: nothing moves when your system asks for that</li>
        </ul>
        <SectionTitle>How it is checked</SectionTitle>
        <p>
          Every page is tested with axe-core, the size of what can be clicked included, on a wide and a narrow screen, and the whole journey with the
          keyboard alone. These tests find only part of what can go wrong. Accord has not been audited by an independent body.
        </p>
        <SectionTitle>What falls short</SectionTitle>
        <ul className="list-disc space-y-1 pl-6">
          <li>images in a standard are as clear as the alternative text that their authors gave them</li>
          <li>a code example or a table may need to be scrolled sideways within its frame</li>
          <li>writing together live needs scripts and a connection; reading does not</li>
        </ul>
        <p>
          If something keeps you out, tell the owner of the standard that you were reading, or the organisation that runs this site. In the United
          Kingdom the Equality and Human Rights Commission enforces the accessibility regulations.
        </p>
      </Words>
    </PublicPage>
  )
}

export function PrivacyPage({ site }: { site: Site }) {
  const head = { title: 'Privacy', path: '/privacy', description: 'What Accord keeps about you, and what it does not.' }
  return (
    <PublicPage head={head} site={site}>
      <PageTitle>Privacy</PageTitle>
      <Words>
        <SectionTitle>When you only read</SectionTitle>
        <p>The public pages set no cookie, run no script, load nothing from other sites and do not measure you. They do not look at whether you are signed in.</p>
        <SectionTitle>When you take part</SectionTitle>
        <ul className="list-disc space-y-1 pl-6">
          <li>Accord keeps your name, your e-mail address, the organisations that you belong to and your sessions. One cookie keeps you signed in.</li>
          <li>Your name and organisation stand beside what you write, for the members of your working group.</li>
          <li>Your e-mail address is shown to nobody but you and administrators, and is used to sign you in and to tell you what waits on you.</li>
          <li>When you answer a call and join its working group, your name, organisation and the interests that you declared stand on the call’s public page.</li>
          <li>Positions in a sign-off round become part of a public record that never changes. The public pages name the seat and its organisation.</li>
        </ul>
        <SectionTitle>What never changes</SectionTitle>
        <p>
          Versions, positions, publications and the audit trail are kept for good, because others rely on them. When a person leaves, what they decided
          stays on record.
        </p>
        <p>The organisation that runs this site is the controller of this data. Ask it for a copy of what it holds about you, or to put it right.</p>
      </Words>
    </PublicPage>
  )
}
