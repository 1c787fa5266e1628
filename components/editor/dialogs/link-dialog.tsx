'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { TextInput } from '@/components/ui/field'
import { cleanHref } from '@/lib/document/links'
import { Dialog } from './dialog'
import { useDraft } from '../draft-context'
import { useEditorValue } from '../use-editor-value'

/** `www.gov.uk/x` is meant as https; an address is meant as mail. */
const complete = (typed: string): string => {
  if (/^[a-z][a-z0-9+.-]*:|^#/i.test(typed)) return typed
  return /^[^\s@/]+@[^\s@/]+$/.test(typed) ? `mailto:${typed}` : `https://${typed}`
}

/** Makes the selected words a link, changes the link at the caret, or puts a new one there. */
export function LinkDialog({ onClose }: { onClose: () => void }) {
  const { editor } = useDraft()
  const [error, setError] = useState<string>()
  // Read as it changes: the last keystrokes' selection may arrive after the dialog is open.
  const { linked, bare } = useEditorValue(editor, (state) => ({ linked: editor.isActive('link'), bare: state.selection.empty && !editor.isActive('link') }))
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const href = cleanHref(complete(String(form.get('address') ?? '').trim()))
    if (!href || href === 'https://') return setError('Enter a web address (https://…), an e-mail address, or # and a ref such as #FSM-09.')
    const words = String(form.get('words') ?? '').trim() || href
    const chain = editor.chain()
    if (bare) chain.insertContent({ type: 'text', text: words, marks: [{ type: 'link', attrs: { href } }] }).run()
    else chain.extendMarkRange('link').setMark('link', { href }).run()
    onClose()
  }
  const remove = () => {
    editor.chain().extendMarkRange('link').unsetMark('link').run()
    onClose()
  }
  return (
    <Dialog title={linked ? 'Change link' : 'Add link'} onClose={onClose}>
      <form onSubmit={submit} noValidate className="mt-4 flex flex-col gap-4">
        {bare && <TextInput name="words" label="Words to show" />}
        <TextInput name="address" label="Where it leads" hint="A web or e-mail address, or # and a ref for a place in this text" error={error}
          inputMode="url" autoComplete="off" defaultValue={String(editor.getAttributes('link').href ?? '')} autoFocus={!bare} />
        <div className="flex flex-wrap gap-3">
          <Button>{linked ? 'Change link' : 'Add link'}</Button>
          {linked && <Button type="button" variant="danger" onClick={remove}>Remove link</Button>}
        </div>
      </form>
    </Dialog>
  )
}
