import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, inject } from 'vitest'
import { openDatabase } from '../lib/db'

/** A real PostgreSQL database of one test file's own, dropped after it. */
export async function testDatabase() {
  const name = `t_${randomBytes(6).toString('hex')}`
  const admin = postgres(inject('clusterUrl'), { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${name} template template_accord`)
  const url = inject('clusterUrl').replace(/postgres$/, name)
  const opened = openDatabase(url)
  afterAll(async () => {
    await opened.sql.end({ timeout: 5 })
    await admin.unsafe(`drop database ${name} with (force)`)
    await admin.end()
  })
  return { ...opened, url }
}
