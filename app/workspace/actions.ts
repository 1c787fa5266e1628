'use server'
import { revalidatePath } from 'next/cache'
import { requirePerson } from '@/lib/auth/session'
import { db } from '@/lib/db'
import { seeNews } from '@/lib/notify/commands'
import type { ActionState } from '../action-state'

export async function seeAll(_state: ActionState, _form: FormData): Promise<ActionState> {
  await seeNews(db(), await requirePerson('/workspace'))
  revalidatePath('/workspace', 'layout')
  return null
}
