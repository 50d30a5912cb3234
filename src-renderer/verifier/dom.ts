/** Elements of the page, made of text alone: nothing of the data is ever read as markup. */

type Child = Node | string | null

/** @param attributes `class`, `id`, `data-…`, `aria-…` and so on; null is left out */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | null>>,
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(name, value)
  element.append(...children.filter((child) => child !== null))
  return element
}

/** Fills `{name}` in. */
export const filled = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))

const svg = 'http://www.w3.org/2000/svg'
const shapes = {
  check: 'M4 12l5 5L20 6',
  cross: 'M6 6l12 12M18 6L6 18',
  dash: 'M5 12h14',
  key: 'M15 7a4 4 0 1 1-3 6.6L7 19H4v-3l6.4-6.4A4 4 0 0 1 15 7z',
} as const
export type Mark = keyof typeof shapes

/** A drawn mark; the word beside it says the same. */
export function mark(name: Mark): SVGElement {
  const picture = document.createElementNS(svg, 'svg')
  for (const [key, value] of Object.entries({ viewBox: '0 0 24 24', 'aria-hidden': 'true', class: `mark ${name}` }))
    picture.setAttribute(key, value)
  const path = document.createElementNS(svg, 'path')
  path.setAttribute('d', shapes[name])
  picture.append(path)
  return picture
}
