'use client'
import { use } from 'react'
import { controlLook, Field } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { controlId, type FormAnswer, FormState } from '@/components/ui/form-state'

interface Props { action: (state: FormAnswer, form: FormData) => Promise<FormAnswer>; list: 'services' | 'interactions'; hint: string }

export function ListForm({ action, ...rest }: Props) {
  return <ActionForm action={action} prefix={rest.list} label={`Import ${rest.list}`}><Steps {...rest} /></ActionForm>
}

/** Choose a file, then confirm what it would do. The text read goes along, so that this works without script. */
function Steps({ list, hint }: Omit<Props, 'action'>) {
  const values = use(FormState)?.values
  if (values?.plan) {
    return (
      <div className="max-w-prose space-y-4 border-l-4 border-waits bg-waits-tint px-4 py-3">
        <p role="status">{values.plan}</p>
        <input type="hidden" name="list" value={list} /><input type="hidden" name="csv" value={values.csv} />
        <SubmitButton name="confirmed" value="1">Import these {list}</SubmitButton>
      </div>
    )
  }
  return (
    <>
      <input type="hidden" name="list" value={list} />
      <Field name="file" label="CSV file" hint={hint}>
        <input id={controlId('file', list)} type="file" name="file" accept=".csv,text/csv" className={`${controlLook} border-edge`} />
      </Field>
      <SubmitButton variant="secondary">Read the file</SubmitButton>
    </>
  )
}
