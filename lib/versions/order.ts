/**
 * The positions (indices into `numbers`) of a longest run that already ascends. What is not in it has moved; everything else merely
 * stands after something that was put in or taken out.
 */
export function longestAscending(numbers: readonly number[]): Set<number> {
  const ends: number[] = []
  const previous: (number | undefined)[] = []
  numbers.forEach((number, at) => {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (numbers[ends[middle]!]! < number) low = middle + 1
      else high = middle
    }
    previous[at] = low > 0 ? ends[low - 1] : undefined
    ends[low] = at
  })
  const run = new Set<number>()
  for (let at = ends.at(-1); at !== undefined; at = previous[at]) run.add(at)
  return run
}

/** Of the keys that stand in both orders, those that changed their place. */
export function movedBetween(before: readonly string[], after: readonly string[]): Set<string> {
  const place = new Map(before.map((key, at) => [key, at]))
  const kept = after.filter((key) => place.has(key))
  const stayed = longestAscending(kept.map((key) => place.get(key)!))
  return new Set(kept.filter((_, at) => !stayed.has(at)))
}

export function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    groups.set(key, [...(groups.get(key) ?? []), item])
  }
  return groups
}
