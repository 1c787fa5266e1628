import { notFound } from 'next/navigation'
import type { Result } from '@/lib/kernel/result'

/** What a query found. Whoever may open a standard's draft may read what stands beside it; for everyone else there is nothing here. */
export function found<T>(result: Result<T>): T {
  if (!result.ok) notFound()
  return result.value
}
