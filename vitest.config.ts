import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') }

// *.test.ts: pure rules, no input or output. *.db.test.ts: commands on a real PostgreSQL. *.sync.test.ts: the sync server.
// *.process.test.ts: the built server, started, killed and started again.
export default defineConfig({
  resolve: { alias },
  test: {
    // The driver loses a promise of its own when a line to PostgreSQL is cut while it asks for the types of arrays; the server logs such.
    onUnhandledError: (error) => !String((error as { query?: unknown }).query).includes('b.typarray'),
    projects: [
      { resolve: { alias }, test: { name: 'unit', testTimeout: 30_000, include: ['{lib,server,components,drizzle,tests,bench}/**/*.test.{ts,tsx}'], exclude: ['**/*.{db,sync,process}.test.ts'] } },
      { resolve: { alias }, test: { name: 'database', include: ['{app,lib,server,drizzle}/**/*.db.test.ts'], globalSetup: ['tests/cluster.ts'], testTimeout: 30_000 } },
      { resolve: { alias }, test: { name: 'process', include: ['server/**/*.process.test.ts'], globalSetup: ['server/process/built.ts'], testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false } },
      { resolve: { alias }, test: { name: 'sync', include: ['server/**/*.sync.test.ts'], globalSetup: ['tests/cluster.ts'], testTimeout: 60_000 } },
    ],
  },
})
