/** The page before its text: where things will stand, and words for those who do not see it. */
export function DraftSkeleton({ title, bare = false }: { title?: string; bare?: boolean }) {
  const lines = (
    <div className="skeleton-text" role="status">
      <span className="sr-only">Loading the text</span>
      {['w-2/5 h-6', 'w-full', 'w-11/12', 'w-3/4', 'w-1/3 h-6', 'w-full', 'w-10/12', 'w-full', 'w-2/3'].map((width, index) => (
        <div key={index} className={`skeleton-line ${width}`} />
      ))}
    </div>
  )
  if (bare) return lines
  return (
    <div className="draft">
      <div className="draft-head"><div className="top-line"><h1 className="top-title">{title}</h1></div></div>
      <div className="draft-body"><div className="draft-page">{lines}</div></div>
    </div>
  )
}
