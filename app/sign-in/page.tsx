import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { StandingPage } from '@/components/layout/standing-page'
import { Button } from '@/components/ui/button'
import { TextInput } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Notice } from '@/components/ui/notice'
import { localPath } from '@/lib/auth/address'
import { currentActor } from '@/lib/auth/session'
import { authSettings } from '@/lib/auth/settings'
import { sentenceOfError } from '@/lib/auth/oidc'
import { askForLink } from './actions'
import { DemoPeople } from './demo-people'

export const metadata: Metadata = { title: 'Sign in' }

type Query = Record<string, string | string[] | undefined>

export default async function SignIn({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams
  const next = localPath(query.next ?? query.callbackUrl)
  if ((await currentActor()).kind === 'person' && !query.error) redirect(next)
  const settings = authSettings(process.env)
  return (
    <StandingPage title="Sign in">
      {query['signed-out'] && <Notice kind="done" live>You have signed out.</Notice>}
      {typeof query.error === 'string' && <Notice kind="refusal" title="You are not signed in">{sentenceOfError(query.error, settings.oidc?.name)}</Notice>}
      <p>Members of working groups and people who comment sign in. To read standards you need not: <Link href="/standards">they are open to everyone</Link>.</p>
      {settings.oidc && <Oidc name={settings.oidc.name} next={next} />}
      <ActionForm action={askForLink} label="Sign in with an e-mailed link">
        <TextInput name="email" type="email" label="Your work e-mail address" hint="We send you a link. There is no password." autoComplete="email" spellCheck={false} />
        <input type="hidden" name="next" value={next} />
        <SubmitButton variant={settings.oidc ? 'secondary' : 'primary'}>Send me a link</SubmitButton>
      </ActionForm>
      {settings.demo && <DemoPeople />}
    </StandingPage>
  )
}

function Oidc({ name, next }: { name: string; next: string }) {
  return (
    <form method="post" action="/sign-in/oidc" className="border-b border-line pb-6">
      <input type="hidden" name="next" value={next} />
      <Button>Sign in with {name}</Button>
    </form>
  )
}
