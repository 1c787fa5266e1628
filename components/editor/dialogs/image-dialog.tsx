'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field, TextArea } from '@/components/ui/field'
import { Dialog } from './dialog'
import { useDraft } from '../draft-context'
import { shrunkImage } from './shrink-image'

const fileLook = 'block min-h-11 w-full py-1 file:mr-3 file:min-h-9 file:cursor-pointer file:rounded-soft file:border file:border-edge file:bg-float file:px-3'

/** Puts an image after the block at the caret, or changes the words of the one that is selected. No image without words. */
export function ImageDialog({ onClose }: { onClose: () => void }) {
  const { editor } = useDraft()
  const changes = editor.isActive('image')
  const [wrong, setWrong] = useState<{ file?: string; alt?: string }>({})
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const alt = String(form.get('alt') ?? '').trim()
    const file = form.get('file')
    const needed = alt ? {} : { alt: 'Say in words what the image shows.' }
    if (!changes && (!(file instanceof File) || file.size === 0)) return setWrong({ ...needed, file: 'Choose an image.' })
    if (!alt) return setWrong(needed)
    if (changes) {
      editor.commands.updateAttributes('image', { alt })
      return onClose()
    }
    const src = await shrunkImage(file as File)
    if (!src) return setWrong({ file: 'This file could not be read as an image. Use PNG, JPEG, GIF or WebP.' })
    editor.commands.insertContent({ type: 'image', attrs: { src, alt } })
    onClose()
  }
  return (
    <Dialog title={changes ? 'Words of the image' : 'Add image'} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} noValidate className="mt-4 flex flex-col gap-4">
        {!changes && (
          <Field name="file" label="Image" hint="PNG, JPEG, GIF or WebP. Large images are made smaller here, before they are sent." error={wrong.file}>
            <input type="file" name="file" id="field-file" accept="image/png,image/jpeg,image/gif,image/webp" className={fileLook} />
          </Field>
        )}
        <TextArea name="alt" label="What it shows" hint="Read out to people who cannot see the image, and shown where it cannot be." rows={3} error={wrong.alt}
          defaultValue={changes ? String(editor.getAttributes('image').alt ?? '') : ''} />
        <div><Button>{changes ? 'Change words' : 'Add image'}</Button></div>
      </form>
    </Dialog>
  )
}
