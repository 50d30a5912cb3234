/** Finds what a window is too small for: a page that scrolls sideways, and buttons or fields whose words run out of them. */
import type { Page } from '@playwright/test'

/** @returns one text for each thing that is cut off; what is cut with an ellipsis on purpose is not. */
export const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = []
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth > clientWidth) found.push(`the page scrolls sideways by ${scrollWidth - clientWidth}`)
    const shown = (element: Element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    const words = (element: Element) => (element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 60)
    for (const element of document.querySelectorAll<HTMLElement>(
      'button, a, label, h1, h2, legend, [role=radio], p, dd',
    )) {
      if (!shown(element) || !words(element)) continue
      const box = element.getBoundingClientRect()
      // what only a screen reader gets lies outside on purpose, or is one pixel wide
      if (box.width <= 1 || box.height <= 1) continue
      const { overflowX, textOverflow } = getComputedStyle(element)
      const inside = element.scrollWidth - element.clientWidth
      if (
        getComputedStyle(element).display !== 'inline' &&
        overflowX !== 'visible' &&
        textOverflow !== 'ellipsis' &&
        inside > 1
      )
        found.push(`${element.tagName.toLowerCase()} “${words(element)}” is wider than itself by ${inside}`)
      const scroller = element.closest('[role=grid], section, pre')
      const reaches = scroller && scroller.scrollWidth > scroller.clientWidth
      if (!reaches && (box.right > clientWidth + 1 || box.left < -1))
        found.push(`${element.tagName.toLowerCase()} “${words(element)}” stands outside of the window`)
    }
    return found
  })
