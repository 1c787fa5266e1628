/** Counts what is left out, so that a person is told in one sentence a kind. */
export class Dropped {
  private readonly counts = new Map<string, { one: string; many: string; count: number; examples: string[] }>()

  /** `many` holds `N` where the number goes; an example is shown, shortened, behind it. */
  add(one: string, many: string, example?: string): void {
    const kind = this.counts.get(one) ?? { one, many, count: 0, examples: [] }
    kind.count += 1
    const words = example?.replace(/\s+/g, ' ').trim() ?? ''
    const short = words.length > 80 ? `${words.slice(0, 79).trimEnd()}…` : words
    if (short && kind.examples.length < 3 && !kind.examples.includes(short)) kind.examples.push(short)
    this.counts.set(one, kind)
  }

  sentences(): string[] {
    return [...this.counts.values()].map(({ one, many, count, examples }) => {
      const sentence = count === 1 ? one : many.replace('N', String(count))
      if (examples.length === 0) return `${sentence}.`
      return `${sentence}: ${examples.map((example) => `“${example}”`).join(', ')}${count > examples.length ? '…' : '.'}`
    })
  }
}
