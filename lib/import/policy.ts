import { mayIn, type Standing } from '../groups/standing'
import { type Refusal, refuse } from '../kernel/refusal'

/** Bringing a file into a draft that is there already. Source: permissions, "import". */
export const mayImport = (standing: Standing, standard: { archivedAt: Date | null }): Refusal | null =>
  mayIn(standing, 'draft.import') ?? (standard.archivedAt ? refuse('archived') : null)
