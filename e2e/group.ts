import { expect } from '@playwright/test'
import type { Actor } from './actors'

interface Invited { readonly who: Actor; readonly organisation: string; readonly constituency: string; readonly role: string }

/** Invites somebody, who follows the link in their letter and joins. */
export async function invite(by: Actor, group: string, { who, organisation, constituency, role }: Invited): Promise<void> {
  await by.page.goto(`/workspace/groups/${group}/members`)
  const form = by.page.getByRole('form', { name: 'Invite someone' })
  await form.getByLabel('E-mail address').fill(who.email)
  await form.getByLabel('Organisation').selectOption(organisation)
  await form.getByLabel('Constituency').selectOption(constituency)
  await form.getByLabel('Role').selectOption(role)
  await form.getByRole('button', { name: 'Send the invitation' }).click()
  await expect(by.page.getByRole('cell', { name: who.email })).toBeVisible()
  const letters: { subject: string; links: string[] }[] = await (await who.page.request.get(`/dev/mailbox.json?to=${who.email}`)).json()
  await who.page.goto(letters[0]!.links[0]!)
  await who.page.getByRole('button', { name: 'Accept and join' }).click()
  await expect(who.page).toHaveURL(new RegExp(`/workspace/groups/${group}`))
}
