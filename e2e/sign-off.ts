import { expect } from '@playwright/test'
import type { Actor } from './actors'

export const standardPath = (slug: string, rest: string): string => `/workspace/standards/${slug}/${rest}`

/** A London date some days from today, as a date field takes it. */
export function londonDay(days: number): string {
  const at = new Date(Date.now() + days * 86_400_000)
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(at)
}

export async function tagVersion(actor: Actor, slug: string, label: string, note: string): Promise<void> {
  const { page } = actor
  await page.goto(standardPath(slug, 'versions'))
  await page.getByLabel('Change note').fill(note)
  await page.getByRole('button', { name: `Tag version ${label.slice(1)}` }).click()
  await expect(page.getByRole('link', { name: `Read ${label}` })).toBeVisible()
}

export async function openRound(actor: Actor, slug: string, label: string): Promise<void> {
  const { page } = actor
  await page.goto(standardPath(slug, 'sign-off'))
  await page.getByRole('link', { name: 'Open a round' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Open a round on ${label}`)
  await page.getByLabel('Day', { exact: true }).fill(londonDay(7))
  await page.getByLabel('Owner', { exact: true }).fill('Head of education services, Wexshire County Council')
  await page.getByRole('button', { name: 'Open the round' }).click()
  await expect(page.getByText('The round is open')).toBeVisible()
}

type Choice = 'Approve' | 'Dissent' | 'Abstain'

export async function takePosition(actor: Actor, slug: string, position: Choice, reason = ''): Promise<void> {
  const { page } = actor
  await page.goto(standardPath(slug, 'sign-off'))
  await page.getByRole('link', { name: /Take a position|Change your position/ }).click()
  await page.getByRole('radio', { name: position }).check()
  await page.getByRole('textbox', { name: 'Reason' }).fill(reason)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('heading', { name: 'Check before you take it' })).toBeFocused()
  await page.getByRole('button', { name: 'Take this position' }).click()
  await expect(page.getByText('Your position is recorded')).toBeVisible()
}

export async function closeRound(actor: Actor, slug: string): Promise<void> {
  const { page } = actor
  await page.goto(standardPath(slug, 'sign-off'))
  await page.getByRole('link', { name: 'Close the round now' }).click()
  await page.getByRole('button', { name: 'Close the round' }).click()
  await expect(page.getByText('The round is closed')).toBeVisible()
}
