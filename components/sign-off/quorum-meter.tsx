interface Props {
  present: number
  seats: number
  /** From this many on the share of the rule is met; left out where only the number present may be shown. */
  needed?: number
  /** What the meter shows, as a sentence: the meter itself is only its picture. */
  sentence: string
  /** What changes in the sentence is said to those who do not see it. */
  live?: boolean
}

/** The quorum as a sentence, with one mark for each seat; while seats are missing, the one that would make it quorate stands out. */
export function QuorumMeter({ present, seats, needed, sentence, live = false }: Props) {
  return (
    <div className="max-w-prose">
      <div aria-hidden="true" className="mb-2 flex h-4 max-w-md gap-1">
        {Array.from({ length: seats }, (_, index) => (
          <span key={index} className={`flex-1 border forced-colors:border-[CanvasText] ${index < present
            ? 'border-action bg-action forced-colors:bg-[CanvasText]' : 'border-edge bg-float'} ${needed !== undefined && present < needed && index === needed - 1 ? 'outline-2 outline-offset-1 outline-waits' : ''}`} />
        ))}
      </div>
      <p role={live ? 'status' : undefined}>{sentence}</p>
    </div>
  )
}
