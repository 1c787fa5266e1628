import { levelClasses } from './requirement-classes'

const Struck = () => (
  <svg aria-hidden="true" viewBox="0 0 12 12" width="12" height="12" fill="none" stroke="currentColor" strokeWidth="2">
    <circle cx="6" cy="6" r="4.75" />
    <path d="M2.8 9.2 9.2 2.8" />
  </svg>
)

/** A requirement's level. Anything unknown shows as *not specified*, never as MAY. */
export function LevelBadge({ level, className = '' }: { level: string; className?: string }) {
  const known = Object.hasOwn(levelClasses, level) ? level : 'not specified'
  return (
    <span className={`${levelClasses[known]} ${className}`}>
      {known.endsWith('NOT') ? <Struck /> : null}
      {known === 'not specified' ? <><span aria-hidden="true">—</span> level not specified</> : known}
    </span>
  )
}
