'use client'
import { useDisclosure } from './use-disclosure'

/** Plain words for why others' changes take a moment longer; nothing is wrong. */
export default function SlowerLine() {
  const { ref, onKeyDown } = useDisclosure()
  return (
    <details ref={ref} className="slower" onKeyDown={onKeyDown}>
      <summary>Slower connection</summary>
      <p className="slower-why">
        This network blocks live connections (WebSockets), so the draft travels as ordinary web requests. Everything is saved as you write; what others
        write may reach you a moment later. Accord keeps looking for a live connection.
      </p>
    </details>
  )
}
