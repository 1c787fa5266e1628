'use client'
import { use, useEffect, useRef } from 'react'
import { FormState } from '../ui/form-state'

const question = 'You have typed something that is not saved. Leave this list without it?'

/** Stands in a long form: who follows a link away from what is not saved is asked first. A refused saving leaves it unsaved. */
export function AsksBeforeLeaving() {
  const place = useRef<HTMLInputElement>(null)
  const unsaved = useRef(false)
  const state = use(FormState)
  useEffect(() => { if (state?.refusal && state.refusal.code !== 'nothing-changed') unsaved.current = true }, [state])
  useEffect(() => {
    const form = place.current!.form!
    const typed = () => { unsaved.current = true }
    const sent = () => { unsaved.current = false }
    const leaving = (event: BeforeUnloadEvent) => { if (unsaved.current) event.preventDefault() }
    const following = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null
      const stays = !link || link.getAttribute('href')!.startsWith('#') || event.ctrlKey || event.metaKey || event.shiftKey
      if (!unsaved.current || stays) return
      if (window.confirm(question)) { sent(); return }
      event.preventDefault()
      event.stopPropagation()
    }
    form.addEventListener('input', typed)
    form.addEventListener('submit', sent)
    window.addEventListener('beforeunload', leaving)
    document.addEventListener('click', following, true)
    return () => {
      form.removeEventListener('input', typed)
      form.removeEventListener('submit', sent)
      window.removeEventListener('beforeunload', leaving)
      document.removeEventListener('click', following, true)
    }
  }, [])
  return <input ref={place} type="hidden" />
}
