'use client'
import { use } from 'react'
import { controlLook, Field } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { controlId, type FormAnswer, FormState } from '@/components/ui/form-state'

export function ImportForm({ action }: { action: (state: FormAnswer, form: FormData) => Promise<FormAnswer> }) {
  return <ActionForm action={action} prefix="import" label="Import councils"><Steps /></ActionForm>
}

/** Choose a file, then confirm what it would do. The text read goes along, so that this works without script. */
function Steps() {
  const values = use(FormState)?.values
  if (values?.plan) {
    return (
      <div className="max-w-prose space-y-4 border-l-4 border-waits bg-waits-tint px-4 py-3">
        <p role="status">{values.plan}</p>
        <input type="hidden" name="csv" value={values.csv} />
        <SubmitButton name="confirmed" value="1">Import these councils</SubmitButton>
      </div>
    )
  }
  return (
    <>
      <Field name="file" label="CSV file" hint="Columns gss, name, type_name and nation. One wrong line and nothing is imported; you are told which.">
        <input id={controlId('file', 'import')} type="file" name="file" accept=".csv,text/csv" className={`${controlLook} border-edge`} />
      </Field>
      <SubmitButton variant="secondary">Read the file</SubmitButton>
    </>
  )
}
