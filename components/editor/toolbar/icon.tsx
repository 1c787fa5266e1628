const paths = {
  undo: 'M5 3 2 6l3 3M2 6h7a4 4 0 0 1 0 8H6',
  redo: 'm11 3 3 3-3 3m3-3H7a4 4 0 0 0 0 8h3',
  bold: 'M5 3h4a2.5 2.5 0 0 1 0 5H5zm0 5h5a2.5 2.5 0 0 1 0 5H5z',
  italic: 'M7 3h5M4 13h5M9.5 3l-3 10',
  code: 'm5 4-4 4 4 4m6-8 4 4-4 4',
  link: 'M6.5 9.5a3 3 0 0 0 4.2 0l2.4-2.4a3 3 0 0 0-4.2-4.2L7.8 4M9.5 6.5a3 3 0 0 0-4.2 0L2.9 8.9a3 3 0 0 0 4.2 4.2L8.2 12',
  bullets: 'M6 4h8M6 8h8M6 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01',
  numbers: 'M7 4h7M7 8h7M7 12h7M2 3l1-.5V6M2 9.5c0-1 2-1 2 0S2 11 2 12.5h2',
  quote: 'M3 4v8M6 5h8M6 8h8M6 11h5',
  codeBlock: 'M2 3h12v10H2zM6 6 4.5 8 6 10m4-4 1.5 2L10 10',
  table: 'M2 3h12v10H2zM2 6.5h12M2 10h12M6.5 3v10',
  image: 'M2 3h12v10H2zm0 8 3.5-3.5 3 3L11 8l3 3M10.5 6h.01',
  up: 'M8 13V3M4 7l4-4 4 4',
  down: 'M8 3v10M4 9l4 4 4-4',
  keys: 'M1.5 4h13v8h-13zM4 6.5h.01M6.7 6.5h.01M9.3 6.5h.01M12 6.5h.01M5 9.5h6',
  rowBelow: 'M2 2h12v5H2zM8 9.5v5M5.5 12h5',
  columnAfter: 'M2 2h5v12H2zM9.5 8h5M12 5.5v5',
  rowAway: 'M2 2h12v5H2zM6 10l4 4m0-4-4 4',
  columnAway: 'M2 2h5v12H2zM10 6l4 4m0-4-4 4',
  tableAway: 'M2 2h12v12H2zM5.5 5.5l5 5m0-5-5 5',
  outline: 'M2 4h12M5 8h9M5 12h9',
  close: 'm3 3 10 10M13 3 3 13',
} as const

export type IconName = keyof typeof paths

export function Icon({ name }: { name: IconName }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round">
      <path d={paths[name]} />
    </svg>
  )
}
