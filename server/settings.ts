import { z } from 'zod'

const blank = (value: unknown) => (value === '' ? undefined : value)
const optional = <T extends z.ZodType>(type: T) => z.preprocess(blank, type.optional())
const text = optional(z.string())
const flag = optional(z.enum(['0', '1'], 'must be 1 or 0'))
const port = z.coerce.number('must be a port number').int('must be a port number').min(1, 'must be at least 1').max(65535, 'must be at most 65535')
const beginning = (pattern: RegExp, words: string) => optional(z.string().regex(pattern, `must begin with ${words}`))
const address = (words: string) => optional(z.url({ protocol: /^https?$/, error: words }))
const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

const shape = z.object({
  DATABASE_URL: beginning(/^postgres(ql)?:\/\//, 'postgres://'),
  DATABASE_OWNER_URL: beginning(/^postgres(ql)?:\/\//, 'postgres://'),
  NEXTAUTH_URL: address('must be the public address, such as https://accord.example'),
  NEXTAUTH_SECRET: optional(z.string().min(16, 'must be at least 16 characters')),
  EMAIL_SERVER: beginning(/^smtps?:\/\//, 'smtp:// or smtps://'),
  EMAIL_FROM: text,
  PORT: z.preprocess(blank, port.default(3000)),
  HOST: text,
  ACCORD_DATA_DIR: z.preprocess(blank, z.string().default('.data')),
  ACCORD_DEMO: flag,
  OIDC_ISSUER: address('must be the issuer\'s address, such as https://login.example'),
  OIDC_CLIENT_ID: text,
  OIDC_CLIENT_SECRET: text,
  OIDC_NAME: text,
  REDIS_URL: beginning(/^rediss?:\/\//, 'redis:// or rediss://'),
  METRICS_PORT: optional(port),
  METRICS_HOST: text,
  LOG_LEVEL: optional(z.enum(levels, `must be one of ${levels.join(', ')}`)),
})

type Given = z.infer<typeof shape>

export interface Settings {
  /** Absent: the embedded PostgreSQL. */
  readonly databaseUrl: string | undefined
  /** Who migrates, backs up and restores, when the account of `databaseUrl` does not own the tables. */
  readonly ownerUrl: string | undefined
  readonly publicUrl: string
  /** Absent only with the embedded database: made once and kept in the data folder (server/secret.ts). */
  readonly secret: string | undefined
  readonly port: number
  /** Absent: every address of the machine. */
  readonly host: string | undefined
  readonly dataFolder: string
  readonly demo: boolean
  readonly development: boolean
  readonly mail: { readonly server: string; readonly from: string } | undefined
  readonly oidc: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string; readonly name: string } | undefined
  readonly redisUrl: string | undefined
  /** Absent: no measures are told. */
  readonly metrics: { readonly port: number; readonly host: string } | undefined
  readonly logLevel: (typeof levels)[number]
}

export class WrongSetting extends Error {
  constructor(name: string, why: string) { super(`Setting ${name} ${why}.`) }
}

/** Reads and checks every setting, once, at start. Throws WrongSetting, whose message is one line that names the wrong one. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const parsed = shape.safeParse(environment)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new WrongSetting(String(issue?.path[0]), issue?.message ?? 'is wrong')
  }
  const given = parsed.data
  checkTogether(given)
  const demo = given.ACCORD_DEMO === undefined ? given.DATABASE_URL === undefined : given.ACCORD_DEMO === '1'
  return {
    databaseUrl: given.DATABASE_URL,
    ownerUrl: given.DATABASE_OWNER_URL,
    publicUrl: given.NEXTAUTH_URL?.replace(/\/+$/, '') ?? `http://localhost:${given.PORT}`,
    secret: given.NEXTAUTH_SECRET,
    port: given.PORT,
    host: given.HOST,
    dataFolder: given.ACCORD_DATA_DIR,
    demo,
    development: environment.NODE_ENV === 'development',
    mail: given.EMAIL_SERVER === undefined ? undefined : { server: given.EMAIL_SERVER, from: given.EMAIL_FROM! },
    oidc: oidcOf(given),
    redisUrl: given.REDIS_URL,
    metrics: given.METRICS_PORT === undefined ? undefined : { port: given.METRICS_PORT, host: given.METRICS_HOST ?? '127.0.0.1' },
    logLevel: given.LOG_LEVEL ?? (demo ? 'warn' : 'info'),
  }
}

function checkTogether(given: Given): void {
  if (given.DATABASE_URL !== undefined && given.NEXTAUTH_SECRET === undefined) {
    throw new WrongSetting('NEXTAUTH_SECRET', 'is needed with DATABASE_URL: at least 16 characters that nobody can guess')
  }
  if (given.DATABASE_OWNER_URL !== undefined && given.DATABASE_URL === undefined) {
    throw new WrongSetting('DATABASE_OWNER_URL', 'is of use only with DATABASE_URL')
  }
  if (given.EMAIL_SERVER !== undefined && given.EMAIL_FROM === undefined) {
    throw new WrongSetting('EMAIL_FROM', 'is needed with EMAIL_SERVER: the address that mail comes from')
  }
  if (given.METRICS_PORT === given.PORT) throw new WrongSetting('METRICS_PORT', 'must not be PORT: measures are never public')
  const oidc = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const
  const missing = oidc.find((name) => given[name] === undefined)
  const present = oidc.find((name) => given[name] !== undefined)
  if (missing && present) throw new WrongSetting(missing, `is needed with ${present}`)
}

const oidcOf = (given: Given): Settings['oidc'] => (given.OIDC_ISSUER === undefined ? undefined : {
  issuer: given.OIDC_ISSUER,
  clientId: given.OIDC_CLIENT_ID!,
  clientSecret: given.OIDC_CLIENT_SECRET!,
  name: given.OIDC_NAME ?? 'single sign-on',
})

/**
 * What was decided, as the pages' bundle reads it: from the environment, in whichever process it runs. The server puts it into its own, and
 * hands it to the process of the pages.
 */
export const exportedSettings = (settings: Settings & { databaseUrl: string; secret: string }): Record<string, string> => ({
  DATABASE_URL: settings.databaseUrl,
  NEXTAUTH_URL: settings.publicUrl,
  NEXTAUTH_SECRET: settings.secret,
  ACCORD_DEMO: settings.demo ? '1' : '0',
  OIDC_NAME: settings.oidc?.name ?? '',
})
