import { createContext } from 'react'
import type { Refusal } from '@/lib/kernel/refusal'

/** What an action answered its form; the shape of every server action's state. */
export type FormAnswer = { readonly refusal?: Refusal; readonly done?: string; readonly values?: Readonly<Record<string, string>> } | null

/** Lets the fields of a form find their own error and what was typed, without each page passing it down. */
export const FormState = createContext<FormAnswer>(null)

/** Where several forms of one kind stand on a page, each has its own beginning of ids. */
export const FormPrefix = createContext('field')

/** The id of a field's control: what the error summary links to. */
export const controlId = (name: string, prefix = 'field'): string => `${prefix}-${name}`
