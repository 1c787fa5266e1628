import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { migrate } from '../drizzle/migrate'
import { startCluster } from '../server/postgres/embedded'

/** One cluster for the run, with a migrated template that each test file copies (tests/database.ts). */
export default async function setup(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), 'accord-test-'))
  const cluster = await startCluster(folder, { fsync: 'off', max_connections: '200' })
  const admin = postgres(cluster.url, { max: 1 })
  await admin`create database template_accord`
  await migrate(cluster.url.replace(/postgres$/, 'template_accord'))
  await admin.end()
  project.provide('clusterUrl', cluster.url)
  return async () => {
    await cluster.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

declare module 'vitest' {
  export interface ProvidedContext { clusterUrl: string }
}
