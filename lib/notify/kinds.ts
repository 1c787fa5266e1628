/** Everything that people are told of, and how soon: what needs them goes by mail at once, the rest waits for their digest. */
export const newsKinds = {
  'mention': 'needs me',
  'round': 'needs me',
  'certificate': 'needs me',
  'objection': 'needs me',
  'late comment': 'needs me',
  'disposition': 'needs me',
  'review': 'needs me',
  'newer version': 'needs me',
  'outcome': 'rest',
  'publication': 'rest',
  'consultation': 'rest',
  'proposal': 'rest',
  'group': 'rest',
  'adoption': 'rest',
} as const satisfies Record<string, Urgency>

/** What a letter is stopped by, in one click. */
export type Urgency = 'needs me' | 'rest'

export type NewsKind = keyof typeof newsKinds

export const needsMeChoices = ['at once', 'off'] as const
export const restChoices = ['daily', 'weekly', 'off'] as const

/** How a person wants to be told by mail. On their desk they are told of everything. */
export interface Wishes { readonly needsMe: (typeof needsMeChoices)[number]; readonly rest: (typeof restChoices)[number] }

export const usualWishes: Wishes = { needsMe: 'at once', rest: 'daily' }

export const isNeedsMeChoice = (text: string): text is Wishes['needsMe'] => (needsMeChoices as readonly string[]).includes(text)
export const isRestChoice = (text: string): text is Wishes['rest'] => (restChoices as readonly string[]).includes(text)
