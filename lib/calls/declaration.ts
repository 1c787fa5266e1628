import { type Refusal, refuse } from '../kernel/refusal'

/** What somebody declares: an interest in words, or explicitly nothing. Neither is an omission. */
export interface Declared { readonly nothing: boolean; readonly text: string }

/** A declaration as it is shown beside the name. */
export interface DeclarationView { readonly nothing: boolean; readonly text: string; readonly at: Date }

/** The same, as pages get it that ask for it again and again: the time may be in ISO 8601. */
export interface DeclaredInterest { readonly nothing: boolean; readonly text: string; readonly at: Date | string }

const most = 2000

export function faultOfDeclaration({ nothing, text }: Declared): Refusal | null {
  if (nothing && text.trim() !== '') return refuse('invalid', 'You wrote an interest and ticked that there is nothing to declare. Keep one of the two.', 'interests')
  if (!nothing && text.trim() === '') return refuse('invalid', 'Declare your interests, or tick that you have nothing to declare.', 'interests')
  return text.length > most ? refuse('invalid', 'Declare your interests in 2,000 characters or fewer.', 'interests') : null
}

/** Only what is an interest: where it stands small beside a name, nothing to declare is nothing to show. */
export const interestsIn = (declared: ReadonlyMap<string, readonly DeclarationView[]>): ReadonlyMap<string, DeclarationView[]> =>
  new Map([...declared].map(([person, all]) => [person, all.filter((one) => !one.nothing)]))
