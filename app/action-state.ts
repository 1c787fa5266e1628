import { type Refusal, refuse } from '@/lib/kernel/refusal'
import type { Result } from '@/lib/kernel/result'

/**
 * What a server action answers its form. Every action has the shape `(state: ActionState, form: FormData) => Promise<ActionState>`,
 * so that forms work before (and without) script, and so that the door tests can play each of them.
 */
export type ActionState = { readonly refusal?: Refusal; readonly done?: string; readonly values?: Readonly<Record<string, string>> } | null

/** The form's text fields, to fill it again after a refusal: nothing typed is lost. */
export const valuesOf = (form: FormData): Record<string, string> =>
  Object.fromEntries([...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string' && !entry[0].startsWith('$')))

export const textOf = (form: FormData, name: string): string => String(form.get(name) ?? '').trim()

export function stateOf(result: Result<unknown>, form: FormData, done: string): ActionState {
  return result.ok ? { done } : { refusal: result.refusal, values: valuesOf(form) }
}

export const badField = (field: string, message: string): Refusal => refuse('invalid', message, field)
