/** What of a page is cut off: measured inside it, for a frame that hides what is too wide never scrolls. */
import type { Page } from '@playwright/test'

/**
 * Looks into the sheet (or, before anybody signed in, the whole page) and into open dialogs.
 * @param sideways - selectors of what may scroll sideways, such as a table on a narrow screen
 * @returns a line for each element that hides a part of its content, or scrolls sideways
 */
export const cutOff = (page: Page, sideways: readonly string[] = []): Promise<string[]> =>
  page.evaluate((sideways) => {
    const roots = [document.querySelector('#sheet') ?? document.body, ...document.querySelectorAll('[role="dialog"]')]
    const elements = roots.flatMap((root) => [root, ...root.querySelectorAll<HTMLElement>('*')])
    const said = (element: Element, what: string, by: number) =>
      `${element.tagName.toLowerCase()}.${[...element.classList].join('.')} ${what} by ${by}: ${element.textContent?.trim().slice(0, 60)}`
    const found = elements.flatMap((element) => {
      const { width, height } = element.getBoundingClientRect()
      // A field moves with the caret, as everywhere.
      if (element.matches('input')) return []
      // For screen readers only: a pixel that hides its text on purpose.
      if (width <= 1 || height <= 1 || element.clientWidth === 0) return []
      const { overflowX, overflowY, textOverflow } = getComputedStyle(element)
      const [wider, higher] = [element.scrollWidth - element.clientWidth, element.scrollHeight - element.clientHeight]
      // An ellipsis says itself that there is more.
      const hides = (overflow: string) => ['hidden', 'clip'].includes(overflow) && textOverflow !== 'ellipsis'
      const scrolls = ['auto', 'scroll'].includes(overflowX) && !sideways.some((one) => element.matches(one))
      return [
        ...(wider > 1 && hides(overflowX) ? [said(element, 'hides in width', wider)] : []),
        ...(higher > 1 && hides(overflowY) ? [said(element, 'hides in height', higher)] : []),
        ...(wider > 1 && scrolls ? [said(element, 'scrolls sideways', wider)] : []),
      ]
    })
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth > clientWidth ? [...found, `the page scrolls sideways by ${scrollWidth - clientWidth}`] : found
  }, sideways)
