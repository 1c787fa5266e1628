/** What a requirement's view asks of the page around it. */
export interface RequirementHooks {
  readonly editable: boolean
  /** The person may comment: a requirement then has a button for it. */
  readonly comments: boolean
  /** The ref of a requirement, or null while it has none; and to be told when some change. */
  readonly refs: { of(id: string): string | null; subscribe(listener: () => void): () => void }
  choose(choice: Choice): void
}

export type ChoiceKind = 'level' | 'metBy' | 'appliesTo'

/** A choice to be offered beside `anchor`, for the requirement with this id. */
export interface Choice { readonly kind: ChoiceKind; readonly id: string; readonly anchor: HTMLElement }
