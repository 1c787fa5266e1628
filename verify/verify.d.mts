export function canonical(value: unknown): string
export function firstWrong(record: unknown, printed?: string): string | null
export function sealOfPosition(position: Record<string, unknown>): string
