/** The number of a version. What the group writes is v0.1, v0.2…; v1.0 and above are given at publication. */
export interface VersionNumber { readonly major: number; readonly minor: number }

export const labelOf = ({ major, minor }: VersionNumber): string => `v${major}.${minor}`

/** `v0.3`, as it stands in addresses; null for anything else. */
export function parseLabel(label: string): VersionNumber | null {
  const found = /^v(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})$/.exec(label)
  return found ? { major: Number(found[1]), minor: Number(found[2]) } : null
}

/** Below zero when `a` comes before `b`. v0.10 comes after v0.9. */
export const compareNumbers = (a: VersionNumber, b: VersionNumber): number => a.major - b.major || a.minor - b.minor

const highestOf = (numbers: readonly VersionNumber[]): VersionNumber | undefined =>
  numbers.reduce<VersionNumber | undefined>((highest, number) => highest && compareNumbers(highest, number) > 0 ? highest : number, undefined)

/** The next minor after the highest ever tagged, discarded ones too: a number is used once. */
export function nextNumber(tagged: readonly VersionNumber[]): VersionNumber {
  const highest = highestOf(tagged)
  return highest ? { major: highest.major, minor: highest.minor + 1 } : { major: 0, minor: 1 }
}

/** The numbers that a publication may carry next: v1.0 at first, then the next minor or the next major. */
export function nextPublicNumbers(published: readonly VersionNumber[]): VersionNumber[] {
  const highest = highestOf(published)
  if (!highest) return [{ major: 1, minor: 0 }]
  return [{ major: highest.major, minor: highest.minor + 1 }, { major: highest.major + 1, minor: 0 }]
}
