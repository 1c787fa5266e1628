export function checkDatabase(url: string, heads?: readonly { place: number; hash: string }[]): Promise<{ wrong: string | null; head?: { place: number; hash: string } }>
