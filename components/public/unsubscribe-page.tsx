import { PageTitle, PublicPage, type Site } from './shell'

const head = { title: 'Stop letters', path: '', noindex: true, description: 'Stop letters from Accord.' }

const what = { 'needs me': 'letters sent at once', 'rest': 'digests' } as const

const tells = {
  'needs me': 'They tell you of what needs you, such as a position due, an objection to answer or a mention.',
  'rest': 'They tell you, daily or weekly, of what happens in your working groups and does not need you.',
} as const

/** What a letter's link opens. Mail gateways open it too, so nothing is stopped before the button is pressed. */
export function UnsubscribePage({ site, stops, address }: { site: Site; stops: keyof typeof what; address: string }) {
  return (
    <PublicPage head={head} site={site}>
      <PageTitle>Stop {what[stops]}?</PageTitle>
      <p className="mt-4 max-w-[68ch] text-reading">
        {tells[stops]} You find it in Accord all the same. You can turn letters on again in <a href="/workspace/account#notifications">your account</a>.
      </p>
      <form method="post" action={address} className="mt-6">
        <button type="submit" className="min-h-11 rounded-soft bg-action px-5 py-2 font-semibold text-on-action">Stop {what[stops]}</button>
      </form>
    </PublicPage>
  )
}

export function UnsubscribedPage({ site, stops }: { site: Site; stops: keyof typeof what }) {
  return (
    <PublicPage head={head} site={site}>
      <PageTitle>You get no more {what[stops]}</PageTitle>
      <p className="mt-4 max-w-[68ch] text-reading">You can turn them on again in <a href="/workspace/account#notifications">your account</a>.</p>
    </PublicPage>
  )
}
