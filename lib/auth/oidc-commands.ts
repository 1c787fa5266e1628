import { and, eq, sql } from 'drizzle-orm'
import type { Adapter, AdapterAccount, AdapterUser } from 'next-auth/adapters'
import { accounts, people, sessions } from '@/drizzle/schema'
import type { Database } from '../db'
import { sessionDays, hashOfToken } from './sessions'
import { type Claims, errorOf, errorPage, identityOf } from './oidc'

const asUser = (person: { id: string; name: string; email: string; emailVerified: Date | null }): AdapterUser => ({ ...person, image: null })
const columns = { id: people.id, name: people.name, email: people.email, emailVerified: people.emailVerified }

const identity = (issuer: string, subject: string) => and(eq(accounts.provider, issuer), eq(accounts.providerAccountId, subject))

/**
 * next-auth's view of our tables. An identity is kept under its issuer's address, not under a provider's short name: should the
 * setting come to name another issuer, its subjects are other people.
 */
export function adapterFor(on: Database, issuer: string, userAgent: string | null): Adapter {
  return {
    async getUser(id) {
      const [found] = await on.select(columns).from(people).where(eq(people.id, id))
      return found ? asUser(found) : null
    },
    async getUserByEmail(email) {
      const [found] = await on.select(columns).from(people).where(eq(people.email, email))
      return found ? asUser(found) : null
    },
    async getUserByAccount({ providerAccountId }) {
      const [found] = await on.select(columns).from(accounts).innerJoin(people, eq(people.id, accounts.personId)).where(identity(issuer, providerAccountId))
      return found ? asUser(found) : null
    },
    // Reached only after maySignIn found the address verified.
    async createUser(user: Omit<AdapterUser, 'id'>) {
      const [made] = await on.insert(people).values({ name: user.name!, email: user.email, emailVerified: sql`now()` }).returning(columns)
      return asUser(made!)
    },
    async updateUser(user) {
      const found = await this.getUser!(user.id)
      return found!
    },
    async linkAccount(account: AdapterAccount) {
      await on.insert(accounts).values({ provider: issuer, providerAccountId: account.providerAccountId, personId: account.userId, type: account.type })
    },
    async createSession({ sessionToken, userId, expires }) {
      await on.insert(sessions).values({
        tokenHash: hashOfToken(sessionToken), personId: userId, userAgent: userAgent?.slice(0, 300) ?? null,
        expires: sql`now() + ${`${sessionDays.idle} days`}::interval`,
      })
      return { sessionToken, userId, expires }
    },
    // Whoever is signed in on this machine is not asked: else a second person's identity would be linked to the first one's account.
    async getSessionAndUser() { return null },
    async deleteSession(sessionToken) {
      await on.delete(sessions).where(eq(sessions.tokenHash, hashOfToken(sessionToken)))
    },
  }
}

/** True, or the address of the page that says why not. */
export async function maySignIn(on: Database, issuer: string, claims: Claims): Promise<true | string> {
  const [linked] = await on.select({ suspendedAt: people.suspendedAt }).from(accounts).innerJoin(people, eq(people.id, accounts.personId)).where(identity(issuer, claims.sub))
  if (linked) return linked.suspendedAt ? errorPage('Suspended') : true
  const claimed = identityOf(claims)
  if (!claimed.ok) return errorPage(errorOf(claimed.refusal))
  const [known] = await on.select({ suspendedAt: people.suspendedAt }).from(people).where(eq(people.email, claimed.value.email))
  return known?.suspendedAt ? errorPage('Suspended') : true
}
