import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') }

// *.test.ts: pure rules, no input or output. *.db.test.ts: commands on a real PostgreSQL. *.sync.test.ts: the sync server.
// *.process.test.ts: the built server, started, killed and started again.
export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      { resolve: { alias }, test: { name: 'unit', testTimeout: 30_000, include: ['{lib,server,components,drizzle,tests}/**/*.test.{ts,tsx}'], exclude: ['**/*.{db,sync,process}.test.ts'] } },
      { resolve: { alias }, test: { name: 'database', include: ['{app,lib,server,drizzle}/**/*.db.test.ts'], globalSetup: ['tests/cluster.ts'], testTimeout: 30_000 } },
      { resolve: { alias }, test: { name: 'process', include: ['server/**/*.process.test.ts'], globalSetup: ['server/process/built.ts'], testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false } },
      { resolve: { alias }, test: { name: 'sync', include: ['server/**/*.sync.test.ts'], globalSetup: ['tests/cluster.ts'], testTimeout: 60_000 } },
    ],
  },
})
