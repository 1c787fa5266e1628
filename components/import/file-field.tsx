'use client'
import { type ChangeEvent, useState } from 'react'
import { TextInput } from '@/components/ui/field'
import { largestFile } from '@/lib/import/imported'
import { acceptedNames } from '@/lib/import/kind'

/** The file to read. One that is too large is told at once, without sending it. */
export function FileField({ label, hint }: { label: string; hint: string }) {
  const [error, setError] = useState<string>()
  const check = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const tooLarge = (currentTarget.files?.[0]?.size ?? 0) > largestFile
    setError(tooLarge ? 'This file is larger than 20 MB, which is the most that Accord takes. Choose another.' : undefined)
    if (tooLarge) currentTarget.value = ''
  }
  return <TextInput type="file" name="file" label={label} hint={hint} accept={acceptedNames} onChange={check} error={error} />
}
