import { levelClasses } from '@/components/document/requirement-classes'

const svg = 'http://www.w3.org/2000/svg'

/** The struck circle of the two prohibitions, as components/document/level-badge.tsx draws it. */
function struck(): SVGElement {
  const drawing = document.createElementNS(svg, 'svg')
  const attributes = { viewBox: '0 0 12 12', width: '12', height: '12', fill: 'none', stroke: 'currentColor', 'stroke-width': '2', 'aria-hidden': 'true' }
  for (const [name, value] of Object.entries(attributes)) drawing.setAttribute(name, value)
  const circle = document.createElementNS(svg, 'circle')
  for (const [name, value] of Object.entries({ cx: '6', cy: '6', r: '4.75' })) circle.setAttribute(name, value)
  const path = document.createElementNS(svg, 'path')
  path.setAttribute('d', 'M2.8 9.2 9.2 2.8')
  drawing.append(circle, path)
  return drawing
}

/** Gives an element the look of a level, the same as in versions and on public pages. */
export function wearLevel(wearer: HTMLElement, level: string, more: string): void {
  const known = Object.hasOwn(levelClasses, level) ? level : 'not specified'
  wearer.className = `${levelClasses[known]} ${more}`
  if (known === 'not specified') wearer.replaceChildren('— level not specified')
  else wearer.replaceChildren(...(known.endsWith('NOT') ? [struck()] : []), known)
}
