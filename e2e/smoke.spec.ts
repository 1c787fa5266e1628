import { expect, test } from './actors'

test('the front page is read by anybody, and health says ready', async ({ outsider, picture }) => {
  const answer = await outsider.goto('/')
  expect(answer?.status()).toBe(200)
  await expect(outsider.getByRole('heading', { level: 1 })).toBeVisible()
  await picture(outsider, 'front-page')
  await outsider.getByRole('link', { name: 'Missed bins: report online' }).click()
  await expect(outsider.getByRole('heading', { level: 1 })).toHaveText('Missed bins: report online v1.0')
  await expect(outsider.getByRole('region', { name: 'Adopted by' }).or(outsider.locator('main')).first()).toContainText('Harcastle Metropolitan Borough Council')
  const health = await outsider.request.get('/api/health/ready')
  expect(await health.json()).toEqual({ status: 'ready', database: true, sync: true })
})

test('who is not signed in is asked to; who is finds their desk', async ({ outsider, actor, picture }) => {
  await outsider.goto('/workspace')
  await expect(outsider).toHaveURL(/\/sign-in/)
  const priya = await actor('priya.nair@wexshire.example')
  await priya.page.goto('/workspace')
  await expect(priya.page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(priya.page).toHaveURL(/\/workspace$/)
  await picture(priya.page, 'desk')
})
