'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

/** `roomy`: only where there is room for it; on a phone the way there starts from the desk. */
export function NavLink({ href, exact, roomy, children }: { href: string; exact?: boolean; roomy?: boolean; children: ReactNode }) {
  const here = usePathname()
  const current = exact ? here === href : here === href || here.startsWith(`${href}/`)
  return (
    <li className={roomy ? 'max-sm:hidden' : undefined}>
      <Link href={href} aria-current={current ? (here === href ? 'page' : 'true') : undefined}
        className="inline-block border-b-2 border-transparent py-2 font-semibold text-ink no-underline hover:border-edge aria-[current]:border-action">
        {children}
      </Link>
    </li>
  )
}
