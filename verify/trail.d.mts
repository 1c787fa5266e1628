export function firstWrongInTrail(trail: unknown, heads?: readonly { place: number; hash: string }[]): string | null
