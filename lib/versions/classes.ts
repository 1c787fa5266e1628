import type { ChangeClass } from './compare'

export const classInWords: Record<ChangeClass, string> = {
  1: 'no change of text', 2: 'no effect on conformance', 3: 'may affect conformance', 4: 'new requirement',
}
