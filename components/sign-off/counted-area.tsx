'use client'
import { type ComponentProps, useEffect, useState } from 'react'
import { wordsOf } from '@/lib/signoff/round'
import { TextArea } from '../ui/field'

const inWords = (words: number, most: number): string => (words <= most
  ? `${words} of ${most} words`
  : `${words} words: ${words - most} too many`)

/** A text of at most so many words. The count is seen at once, and said when typing rests. */
export function CountedArea({ most, ...rest }: ComponentProps<typeof TextArea> & { most: number }) {
  const [text, setText] = useState(String(rest.defaultValue ?? ''))
  const words = wordsOf(text)
  const [said, say] = useState('')
  useEffect(() => {
    if (text === '') return undefined
    const later = setTimeout(() => say(inWords(words, most)), 800)
    return () => clearTimeout(later)
  }, [text, words, most])
  return (
    <div>
      <TextArea {...rest} onChange={(event) => setText(event.target.value)} />
      <p aria-hidden="true" className={`mt-1 text-small ${words > most ? 'font-semibold text-refusal' : 'text-quiet'}`}>{inWords(words, most)}</p>
      <p role="status" className="sr-only">{said}</p>
    </div>
  )
}
