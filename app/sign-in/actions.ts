'use server'
import { redirect } from 'next/navigation'
import { signOutHere } from '@/lib/auth/session'
import type { ActionState } from '../action-state'

export async function signOut(_state: ActionState, _form: FormData): Promise<ActionState> {
  await signOutHere()
  redirect('/sign-in?signed-out=1')
}
