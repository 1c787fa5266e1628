import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') }

// *.test.ts: pure rules, no input or output. *.db.test.ts: commands on a real PostgreSQL. *.sync.test.ts: the sync server.
export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      { resolve: { alias }, test: { name: 'unit', include: ['{lib,server,components,drizzle}/**/*.test.{ts,tsx}'], exclude: ['**/*.{db,sync}.test.{ts,tsx}'] } },
      { resolve: { alias }, test: { name: 'database', include: ['{app,lib,server,drizzle}/**/*.db.test.{ts,tsx}'], globalSetup: ['tests/cluster.ts'], testTimeout: 30_000 } },
      { resolve: { alias }, test: { name: 'sync', include: ['server/**/*.sync.test.ts'], globalSetup: ['tests/cluster.ts'], testTimeout: 60_000 } },
    ],
  },
})
