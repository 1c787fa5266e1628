'use server'
import { redirect } from 'next/navigation'
import { localPath } from '@/lib/auth/address'
import { redeemLink, requestLink } from '@/lib/auth/link-commands'
import { signInAs, signOutHere } from '@/lib/auth/session'
import { authSettings } from '@/lib/auth/settings'
import { db } from '@/lib/db'
import { type ActionState, stateOf, textOf } from '../action-state'

export async function askForLink(_state: ActionState, form: FormData): Promise<ActionState> {
  const asked = await requestLink(db(), authSettings(process.env), { email: textOf(form, 'email'), next: localPath(textOf(form, 'next')) })
  if (!asked.ok) return stateOf(asked, form, '')
  redirect(`/sign-in/sent?to=${encodeURIComponent(asked.value.email)}`)
}

export async function followLink(_state: ActionState, form: FormData): Promise<ActionState> {
  const redeemed = await redeemLink(db(), { token: textOf(form, 'token'), name: textOf(form, 'name') })
  if (!redeemed.ok) return stateOf(redeemed, form, '')
  await signInAs(redeemed.value.personId)
  redirect(localPath(textOf(form, 'next')))
}

export async function signOut(_state: ActionState, _form: FormData): Promise<ActionState> {
  await signOutHere()
  redirect('/sign-in?signed-out=1')
}
