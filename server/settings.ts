import { z } from 'zod'

const blank = (value: unknown) => (value === '' ? undefined : value)
const flag = z.preprocess(blank, z.enum(['0', '1']).optional())
const text = z.preprocess(blank, z.string().optional())

const shape = z.object({
  DATABASE_URL: z.preprocess(blank, z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgres://').optional()),
  NEXTAUTH_URL: z.preprocess(blank, z.url('must be the public address, such as https://accord.example').optional()),
  NEXTAUTH_SECRET: z.preprocess(blank, z.string().min(16, 'must be at least 16 characters').optional()),
  EMAIL_SERVER: z.preprocess(blank, z.string().regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://').optional()),
  EMAIL_FROM: text,
  PORT: z.preprocess(blank, z.coerce.number().int().min(1).max(65535).default(3000)),
  HOST: z.preprocess(blank, z.string().default('0.0.0.0')),
  ACCORD_DATA_DIR: z.preprocess(blank, z.string().default('.data')),
  ACCORD_DEMO: flag,
  OIDC_ISSUER: text, OIDC_CLIENT_ID: text, OIDC_CLIENT_SECRET: text, OIDC_NAME: text,
  LOG_LEVEL: z.preprocess(blank, z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info')),
})

export interface Settings {
  readonly databaseUrl: string | undefined
  readonly publicUrl: string
  readonly port: number
  readonly host: string
  readonly dataFolder: string
  readonly demo: boolean
  readonly development: boolean
}

/** Reads and checks every setting, once, at start. Throws one line that names the wrong one. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const parsed = shape.safeParse(environment)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new Error(`Setting ${String(issue?.path[0])}: ${issue?.message}`)
  }
  const s = parsed.data
  return {
    databaseUrl: s.DATABASE_URL,
    publicUrl: s.NEXTAUTH_URL ?? `http://localhost:${s.PORT}`,
    port: s.PORT,
    host: s.HOST,
    dataFolder: s.ACCORD_DATA_DIR,
    demo: s.ACCORD_DEMO === undefined ? s.DATABASE_URL === undefined : s.ACCORD_DEMO === '1',
    development: environment.NODE_ENV === 'development',
  }
}
