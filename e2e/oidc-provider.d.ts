/** The little that the plays use of it; it has no types of its own. */
declare module 'oidc-provider' {
  import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'

  interface Grant { addOIDCScope(scope: string): void; save(): Promise<string> }
  interface Context { oidc: { session?: { accountId?: string }; client?: { clientId: string } } }

  export default class Provider {
    constructor(issuer: string, configuration: object)
    Grant: new (of: { accountId: string; clientId: string }) => Grant
    callback(): RequestListener
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: { login: { accountId: string } }): Promise<void>
  }
  export type { Context }
}
