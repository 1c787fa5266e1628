/** Two hands of a bracket that meet: many, agreed. */
export function Wordmark() {
  return (
    <span className="inline-flex items-center gap-2 text-heading font-bold text-ink">
      <svg aria-hidden="true" viewBox="0 0 24 24" className="size-6 text-action" fill="none" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round">
        <path d="M4 5c6 0 6 7 8 7s2-7 8-7" /><path d="M4 19c6 0 6-7 8-7s2 7 8 7" />
      </svg>
      Accord
    </span>
  )
}
