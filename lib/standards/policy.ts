import { mayIn, type Standing } from '../groups/standing'
import { type Refusal, refuse } from '../kernel/refusal'
import { isRefPrefix, longestTitle, tidyTitle } from './standard'

/** The table of permissions has no line for starting a standard: it counts as bringing one in (ST-1). */
export const mayStart = (standing: Standing): Refusal | null => mayIn(standing, 'draft.import')

export const mayRename = (standing: Standing, standard: { archivedAt: Date | null }): Refusal | null =>
  mayIn(standing, 'draft.rename') ?? (standard.archivedAt ? refuse('archived') : null)

export const mayArchive = mayRename

export function refuseTitle(title: string): Refusal | null {
  const tidy = tidyTitle(title)
  if (tidy === '') return refuse('invalid', 'Enter a title.', 'title')
  return tidy.length > longestTitle ? refuse('invalid', `The title must be ${longestTitle} characters or fewer.`, 'title') : null
}

export function refuseRefPrefix(prefix: string): Refusal | null {
  return isRefPrefix(prefix) ? null
    : refuse('invalid', 'The ref prefix must be 2 to 8 capitals or digits and begin with a capital, such as FSM.', 'refPrefix')
}
