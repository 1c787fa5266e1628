import type { ReactNode } from 'react'

const looks = {
  plain: 'border-edge text-ink',
  done: 'border-action bg-action-tint text-action',
  waits: 'border-waits bg-waits-tint text-waits',
  refusal: 'border-refusal bg-refusal-tint text-refusal',
  proposal: 'border-proposal bg-proposal-tint text-proposal',
} as const

export type TagLook = keyof typeof looks

/** The state of a thing, in a word or two. The word carries the meaning; the colour only helps. */
export function Tag({ kind = 'plain', children }: { kind?: TagLook; children: ReactNode }) {
  return <span className={`inline-block rounded-soft border px-2 py-px text-small font-semibold whitespace-nowrap ${looks[kind]}`}>{children}</span>
}
