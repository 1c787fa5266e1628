'use client'
import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes, use } from 'react'
import { controlId, FormPrefix, FormState } from './form-state'

interface Labelled {
  name: string
  label: string
  hint?: ReactNode
  /** Overrides what the form's answer says of this field. */
  error?: string | undefined
  /** The label is there, but only heard. */
  hideLabel?: boolean
  /** Where one name stands more than once on a page. */
  id?: string
  className?: string
}

function useField({ name, error, hint, id: given }: Pick<Labelled, 'name' | 'error' | 'hint' | 'id'>) {
  const state = use(FormState)
  const prefix = use(FormPrefix)
  const id = given ?? controlId(name, prefix)
  const wrong = error ?? (state?.refusal?.field === name ? state.refusal.message : undefined)
  const describedBy = [hint && `${id}-hint`, wrong && `${id}-error`].filter(Boolean).join(' ') || undefined
  return { id, wrong, describedBy, typed: state?.values?.[name] }
}

const label = 'block font-semibold'
export const controlLook = 'block min-h-11 w-full rounded-soft border bg-float px-3 py-2 text-body text-ink placeholder:text-quiet'
const edge = (wrong?: string) => (wrong ? 'border-2 border-refusal' : 'border-edge')

/** Label above, hint, error, control: the order in which they are read. */
export function Field({ id, name, label: text, hint, error, hideLabel, className = 'max-w-md', children }: Labelled & { children: ReactNode }) {
  const field = useField({ name, error, hint, ...(id ? { id } : {}) })
  return (
    <div className={`${className} ${field.wrong ? 'border-l-4 border-refusal pl-3' : ''}`}>
      <label htmlFor={field.id} className={hideLabel ? 'sr-only' : label}>{text}</label>
      <HintAndError id={field.id} hint={hint} wrong={field.wrong} />
      <div className={hideLabel ? '' : 'mt-1'}>{children}</div>
    </div>
  )
}

function HintAndError({ id, hint, wrong }: { id: string; hint?: ReactNode; wrong?: string | undefined }) {
  return (
    <>
      {hint && <p id={`${id}-hint`} className="text-small text-quiet">{hint}</p>}
      {wrong && <p id={`${id}-error`} className="mt-1 font-semibold text-refusal"><span className="sr-only">Error: </span>{wrong.split('\n')[0]}</p>}
    </>
  )
}

export function TextInput({ label, hint, error, hideLabel, id, className, defaultValue, ...rest }: Labelled & InputHTMLAttributes<HTMLInputElement>) {
  const field = useField({ name: rest.name, error, hint, ...(id ? { id } : {}) })
  return (
    <Field {...{ name: rest.name, label, hint, error, hideLabel, className }} id={field.id}>
      <input type="text" {...rest} id={field.id} defaultValue={field.typed ?? defaultValue} aria-describedby={field.describedBy}
        aria-invalid={field.wrong ? true : undefined} className={`${controlLook} ${edge(field.wrong)}`} />
    </Field>
  )
}

export function TextArea({ label, hint, error, hideLabel, id, className = 'max-w-2xl', defaultValue, ...rest }: Labelled & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const field = useField({ name: rest.name, error, hint, ...(id ? { id } : {}) })
  return (
    <Field {...{ name: rest.name, label, hint, error, hideLabel, className }} id={field.id}>
      <textarea rows={4} {...rest} id={field.id} defaultValue={field.typed ?? defaultValue} aria-describedby={field.describedBy}
        aria-invalid={field.wrong ? true : undefined} className={`${controlLook} ${edge(field.wrong)}`} />
    </Field>
  )
}

export interface Choice { readonly value: string; readonly label: string; readonly hint?: string }

export function Select({ label, hint, error, hideLabel, id, className, choices, defaultValue, ...rest }:
  Labelled & { choices: readonly Choice[] } & Omit<SelectHTMLAttributes<HTMLSelectElement>, 'children'>) {
  const field = useField({ name: rest.name, error, hint, ...(id ? { id } : {}) })
  const chosen = field.typed ?? defaultValue
  return (
    <Field {...{ name: rest.name, label, hint, error, hideLabel, className }} id={field.id}>
      {/* The key: React resets a form after its action, and a select only forgets its first default when it is made anew. */}
      <select {...rest} key={String(chosen)} id={field.id} defaultValue={chosen} aria-describedby={field.describedBy}
        aria-invalid={field.wrong ? true : undefined} className={`${controlLook} ${edge(field.wrong)}`}>
        {choices.map((choice) => <option key={choice.value} value={choice.value}>{choice.label}</option>)}
      </select>
    </Field>
  )
}

interface Several extends Omit<Labelled, 'hideLabel'> {
  choices: readonly Choice[]
  /** Side by side where there is room. */
  inline?: boolean
}

export function Radios({ defaultValue, ...rest }: Several & { defaultValue?: string }) {
  return <Choices {...rest} type="radio" chosen={(typed) => { const one = typed ?? defaultValue; return one === undefined ? [] : [one] }} />
}

/** Several boxes of one name, each its own value. */
export function Checkboxes({ defaultValues = [], ...rest }: Several & { defaultValues?: readonly string[] }) {
  return <Choices {...rest} type="checkbox" chosen={(typed) => typed?.split('\n') ?? defaultValues} />
}

function Choices({ name, label: legend, hint, error, id: given, className = 'max-w-2xl', choices, inline, type, chosen }:
  Several & { type: 'radio' | 'checkbox'; chosen: (typed: string | undefined) => readonly string[] }) {
  const { id, wrong, describedBy, typed } = useField({ name, error, hint, ...(given ? { id: given } : {}) })
  const now = chosen(typed)
  return (
    <fieldset className={`${className} ${wrong ? 'border-l-4 border-refusal pl-3' : ''}`} aria-describedby={describedBy}>
      <legend className={label}>{legend}</legend>
      <HintAndError id={id} hint={hint} wrong={wrong} />
      <div className={`mt-2 flex gap-x-6 gap-y-1 ${inline ? 'flex-wrap' : 'flex-col'}`}>
        {choices.map((choice, index) => (
          <label key={choice.value} className="flex min-h-11 items-center gap-3 py-1">
            <input type={type} name={name} value={choice.value} id={index === 0 ? id : `${id}-${index + 1}`} defaultChecked={now.includes(choice.value)}
              className="size-6 shrink-0 accent-action" />
            <span>{choice.label}{choice.hint && <span className="block text-small text-quiet">{choice.hint}</span>}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
