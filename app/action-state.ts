import { type Refusal, refuse } from '@/lib/kernel/refusal'
import type { Result } from '@/lib/kernel/result'

/**
 * What a server action answers its form. Every action has the shape `(state: ActionState, form: FormData) => Promise<ActionState>`,
 * so that forms work before (and without) script, and so that the door tests can play each of them.
 */
export type ActionState = { readonly refusal?: Refusal; readonly done?: string; readonly values?: Readonly<Record<string, string>> } | null

/** The form's text fields, to fill it again after a refusal: nothing typed is lost. Several values of one name stand on lines of their own. */
export function valuesOf(form: FormData): Record<string, string> {
  const names = [...new Set(form.keys())].filter((name) => !name.startsWith('$') && typeof form.get(name) === 'string')
  return Object.fromEntries(names.map((name) => [name, form.getAll(name).join('\n')]))
}

export const textOf = (form: FormData, name: string): string => String(form.get(name) ?? '').trim()

export function stateOf(result: Result<unknown>, form: FormData, done: string): ActionState {
  return result.ok ? { done } : { refusal: result.refusal, values: valuesOf(form) }
}

export const badField = (field: string, message: string): Refusal => refuse('invalid', message, field)
