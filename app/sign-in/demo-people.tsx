import Link from 'next/link'
import { demoPeople } from '@/lib/auth/demo-queries'
import { db } from '@/lib/db'

/** Demo mode: the invented people, each one press away. */
export async function DemoPeople() {
  const found = await demoPeople(db())
  return (
    <section aria-labelledby="demo" className="border-t-4 border-waits pt-5">
      <h2 id="demo" className="text-heading font-bold">Or be someone in the demo</h2>
      <p className="mt-1 text-quiet">This is a demonstration with invented people. Press a name to see Accord as they see it. <Link href="/dev/mailbox">Mail that would have been sent is kept here</Link>.</p>
      {found.length === 0 && <p className="mt-4">Nobody is here yet: the demo world is still being filled.</p>}
      <ul className="mt-4 border-t border-line">
        {found.map((person) => (
          <li key={person.email} className="border-b border-line">
            <form method="post" action="/dev/sign-in">
              <input type="hidden" name="email" value={person.email} />
              <button type="submit" className="group flex w-full flex-wrap items-baseline justify-between gap-x-6 px-1 py-3 text-left hover:bg-tint">
                <span className="font-semibold text-action underline underline-offset-4 group-hover:decoration-2">{person.name}</span>
                <span className="text-small text-quiet">{[partOf(person), person.organisation].filter(Boolean).join(', ')}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  )
}

function partOf(person: { isAdmin: boolean; advises: boolean; role: string | null; constituency: string | null }): string {
  const parts = [person.isAdmin && 'administrator', person.advises && 'advisor', person.role && (person.role === 'lead' ? 'lead editor' : person.role)].filter(Boolean)
  const text = [parts.length === 0 ? 'not a member' : parts.join(' and '), person.constituency].filter(Boolean).join(', ')
  return text[0]!.toUpperCase() + text.slice(1)
}
