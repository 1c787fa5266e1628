/**
 * The look of a requirement, everywhere the same: the editor's own view, versions, comparisons and the public page take their classes from here.
 * A page that shows requirements wraps them in `documentClasses.page`, which leaves the margin that refs hang in.
 */
export const documentClasses = {
  /** From 48rem on there is a left margin for the refs; below that a ref stands above its requirement. */
  page: 'max-w-[72ch] text-reading md:pl-28 md:box-content print:max-w-none print:pl-20 print:text-[10.5pt]',
  heading: 'group/heading scroll-mt-4 font-semibold text-balance break-after-avoid',
  paragraph: 'my-3 break-words',
  list: 'my-3 pl-6 [&_ol]:my-1 [&_ul]:my-1',
  quote: 'my-4 border-l-4 border-line pl-4',
  frame: 'my-4 overflow-x-auto print:overflow-visible',
  code: 'border-l-4 border-line bg-tint p-3 font-mono text-small print:whitespace-pre-wrap',
  inlineCode: 'bg-tint px-1 font-mono text-[0.9em] break-words',
  table: 'w-full border-collapse text-body [&_p]:my-0 [&_tr]:break-inside-avoid print:text-[9.5pt]',
  tableHeader: 'border-b-2 border-edge p-2 text-left align-top font-semibold',
  tableCell: 'border-b border-line p-2 align-top',
  note: 'my-4 border-l-4 border-edge pl-4 text-body break-inside-avoid print:text-[10pt]',
  term: 'my-3',
} as const

export const requirementClasses = {
  article: 'requirement relative my-6 scroll-mt-4 border-t border-line pt-4 target:border-action target:bg-action-tint target:shadow-[0_0_0_0.5rem_var(--color-action-tint)]'
    + ' print:my-4 print:break-inside-avoid print:bg-transparent print:shadow-none',
  /** Hangs in the left margin like a section number. */
  ref: 'flex min-h-6 min-w-6 items-center font-mono text-body text-quiet no-underline hover:underline'
    + ' w-fit md:absolute md:-left-28 md:top-4 md:w-24 print:absolute print:-left-20 print:top-4 print:w-20',
  /** The statement is the largest text after headings; the badge floats at the head of its first line. */
  statement: 'text-[1.25rem] leading-[1.45] [&_p]:my-2 [&_p:first-of-type]:mt-0 print:text-[11.5pt] print:leading-[1.4]',
  badgeInStatement: 'float-left mr-3 mt-[0.2em] print:mt-0',
  facts: 'mt-2 flex flex-wrap gap-x-6 gap-y-1 text-small text-quiet print:mt-1 print:text-[9pt]',
  disclosure: 'mt-2 text-body print:mt-1 print:text-[10pt]',
  summary: 'inline-flex min-h-6 w-fit cursor-pointer items-center text-small text-action underline underline-offset-4 print:hidden',
  part: 'mt-3 border-l-4 border-line pl-4 [&_p]:my-1 print:mt-2',
  partName: 'text-small font-semibold print:text-[9pt]',
} as const

const badge = 'inline-flex min-h-6 items-center gap-1 whitespace-nowrap border-2 px-2 font-sans text-small font-bold leading-none tracking-wide print:min-h-5 print:text-[8.5pt]'
  + ' [print-color-adjust:exact] forced-color-adjust-none'

/** Levels differ by shape, not by colour: filled, outlined, dotted, a dash; the two prohibitions carry a struck circle. */
export const levelClasses: Readonly<Record<string, string>> = {
  'MUST': `${badge} border-ink bg-ink text-paper forced-colors:border-[CanvasText] forced-colors:bg-[CanvasText] forced-colors:text-[Canvas]`,
  'MUST NOT': `${badge} rounded-full border-ink bg-ink text-paper forced-colors:border-[CanvasText] forced-colors:bg-[CanvasText] forced-colors:text-[Canvas]`,
  'SHOULD': `${badge} border-ink bg-paper text-ink forced-colors:border-[CanvasText] forced-colors:bg-[Canvas] forced-colors:text-[CanvasText]`,
  'SHOULD NOT': `${badge} rounded-full border-ink bg-paper text-ink forced-colors:border-[CanvasText] forced-colors:bg-[Canvas] forced-colors:text-[CanvasText]`,
  'MAY': `${badge} border-dotted border-ink bg-paper text-ink forced-colors:border-[CanvasText] forced-colors:bg-[Canvas] forced-colors:text-[CanvasText]`,
  'not specified': `${badge} border-transparent px-0 font-normal text-quiet tracking-normal forced-colors:text-[CanvasText]`,
}
