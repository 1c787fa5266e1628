export interface Card {
  /** Where its text stands, and how tall the card is; in pixels. */
  readonly level: number
  readonly height: number
}

/**
 * The tops of cards that stand level with their text, in the order of the text, none covering another. The active one stands exactly level,
 * the ones before it give way upwards and the ones after it downwards; nothing stands above `ceiling`.
 */
export function stack(cards: readonly Card[], active: number, gap: number, ceiling = 0): number[] {
  const tops: number[] = []
  let free = ceiling
  for (const [index, card] of cards.entries()) {
    tops[index] = Math.max(card.level, free)
    free = tops[index] + card.height + gap
  }
  if (active < 0 || active >= cards.length) return tops
  tops[active] = Math.max(cards[active]!.level, ceiling)
  for (let i = active - 1; i >= 0; i--) tops[i] = Math.min(tops[i]!, tops[i + 1]! - gap - cards[i]!.height)
  const short = active > 0 ? Math.max(0, ceiling - tops[0]!) : 0
  // Too little room above: then the active one gives way too.
  if (short > 0) for (let i = 0, floor = ceiling; i <= active; i++) {
    tops[i] = Math.max(tops[i]!, floor)
    floor = tops[i]! + cards[i]!.height + gap
  }
  for (let i = active + 1; i < cards.length; i++) tops[i] = Math.max(cards[i]!.level, tops[i - 1]! + cards[i - 1]!.height + gap)
  return tops
}
