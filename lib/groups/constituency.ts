export const constituencies = ['service team', 'digital team', 'supplier'] as const

export type Constituency = (typeof constituencies)[number]
