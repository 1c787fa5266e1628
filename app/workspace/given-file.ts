import type { GivenFile } from '@/lib/import/imported'

/** The file that a form brought, or null when none was chosen. */
export async function fileOf(form: FormData): Promise<GivenFile | null> {
  const file = form.get('file')
  if (!(file instanceof File) || (file.size === 0 && file.name === '')) return null
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
}
