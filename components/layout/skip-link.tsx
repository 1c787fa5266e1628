export function SkipLink({ to }: { to: string }) {
  return (
    <a href={`#${to}`} className="sr-only z-50 bg-action px-4 py-2 text-on-action focus:not-sr-only focus:absolute focus:top-2 focus:left-2">
      Skip to the page
    </a>
  )
}
