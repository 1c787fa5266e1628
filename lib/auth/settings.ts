/** What signing in and mail need to know of the process's settings, which server/settings.ts has read, checked and completed at start. */
export interface AuthSettings {
  readonly publicUrl: string
  readonly secret: string
  readonly demo: boolean
  readonly mail: { readonly server: string; readonly from: string } | null
  readonly oidc: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string; readonly name: string } | null
}

export function authSettings(environment: Readonly<Record<string, string | undefined>>): AuthSettings {
  const { NEXTAUTH_URL, NEXTAUTH_SECRET, ACCORD_DEMO, EMAIL_SERVER, EMAIL_FROM, OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = environment
  return {
    publicUrl: (NEXTAUTH_URL || 'http://localhost:3000').replace(/\/+$/, ''),
    secret: NEXTAUTH_SECRET ?? '',
    demo: ACCORD_DEMO === '1',
    mail: EMAIL_SERVER ? { server: EMAIL_SERVER, from: EMAIL_FROM || 'accord@localhost' } : null,
    oidc: OIDC_ISSUER && OIDC_CLIENT_ID && OIDC_CLIENT_SECRET
      ? { issuer: OIDC_ISSUER, clientId: OIDC_CLIENT_ID, clientSecret: OIDC_CLIENT_SECRET, name: OIDC_NAME || 'single sign-on' }
      : null,
  }
}
