import Link from 'next/link'
import { type ButtonHTMLAttributes, type ReactNode, useId } from 'react'
import type { Refusal } from '@/lib/kernel/refusal'

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger'

const shape = 'inline-flex items-center justify-center gap-2 rounded-soft border font-semibold leading-tight no-underline transition-colors duration-100'

const looks: Record<ButtonLook, string> = {
  primary: 'border-transparent bg-action text-on-action hover:bg-ink hover:text-paper',
  secondary: 'border-edge bg-float text-ink hover:border-ink hover:bg-tint',
  quiet: 'border-transparent text-action underline underline-offset-4 hover:bg-action-tint hover:decoration-2',
  danger: 'border-refusal bg-float text-refusal hover:bg-refusal hover:text-paper',
}

const sizes = { normal: 'min-h-11 px-4 py-2 text-body', small: 'min-h-8 px-3 py-1 text-small' } as const
const refusedLook = 'cursor-not-allowed border-dashed border-edge bg-tint text-quiet'

interface Shared {
  variant?: ButtonLook
  size?: 'normal' | 'small'
  /** What would be answered if it were pressed: the button says so beforehand, and does nothing. */
  refusal?: Refusal | null | undefined
  children: ReactNode
}

const lookOf = ({ variant = 'primary', size = 'normal', refusal }: Pick<Shared, 'variant' | 'size' | 'refusal'>, more = '') =>
  `${shape} ${refusal ? refusedLook : looks[variant]} ${sizes[size]} ${more}`

/** A button that submits its form unless told otherwise. A refused one stays in the tab order, with its reason beside it. */
export function Button({ variant, size, refusal, className, type, children, ...rest }: Shared & ButtonHTMLAttributes<HTMLButtonElement>) {
  const id = useId()
  if (!refusal) {
    return <button {...rest} type={type ?? 'submit'} className={lookOf({ variant, size }, className)}>{children}</button>
  }
  return (
    <Refused id={id} refusal={refusal}>
      <button type="button" aria-disabled="true" aria-describedby={id} className={lookOf({ variant, size, refusal }, className)}>{children}</button>
    </Refused>
  )
}

/** A link that starts a step looks like a button. Refused, it is no link at all. */
export function LinkButton({ href, variant = 'secondary', size, refusal, className, download, children }: Shared & { href: string; className?: string; download?: boolean }) {
  const id = useId()
  if (!refusal && download) return <a href={href} download className={lookOf({ variant, size }, className)}>{children}</a>
  if (!refusal) return <Link href={href} className={lookOf({ variant, size }, className)}>{children}</Link>
  return (
    <Refused id={id} refusal={refusal}>
      <a role="link" aria-disabled="true" tabIndex={0} aria-describedby={id} className={lookOf({ variant, size, refusal }, className)}>{children}</a>
    </Refused>
  )
}

/** A row of its own among buttons: beside so long a sentence the next button would stand far away from the one before. */
function Refused({ id, refusal, children }: { id: string; refusal: Refusal; children: ReactNode }) {
  return (
    <span className="inline-flex basis-full flex-col items-start gap-1">
      {children}
      <span id={id} className="max-w-prose text-small text-quiet">{refusal.message}</span>
    </span>
  )
}
