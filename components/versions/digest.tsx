/** A SHA-256 in groups of eight, so that two of them can be compared by eye or read aloud. */
export function Digest({ digest, of }: { digest: string; of?: string }) {
  return (
    <span className="font-mono text-small [overflow-wrap:anywhere]" aria-label={`${of ?? 'Digest'} ${digest}`}>
      {digest.match(/.{1,8}/g)?.join(' ')}
    </span>
  )
}
