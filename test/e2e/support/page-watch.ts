/** Watches a page for what no journey may meet: content-policy messages, page errors, and requests that leave the desk. */
import type { Page } from '@playwright/test'

/** A refused call is a status of its own on loopback, which the browser notes in its console. */
const refusedCall = /^Failed to load resource: the server responded with a status of \d{3}/

/** @returns the list of what was met, filled as it happens. */
export function watchPage(page: Page, home: string): readonly string[] {
  const met: string[] = []
  const { protocol, host } = new URL(home)
  page.on('console', (message) => {
    const text = message.text()
    if (/content.security.policy/i.test(text)) met.push(`content policy: ${text}`)
    else if (message.type() === 'error' && !refusedCall.test(text)) met.push(`console: ${text}`)
  })
  page.on('pageerror', (error) => met.push(`page error: ${error.stack ?? error.message}`))
  page.on('request', (request) => {
    const to = new URL(request.url())
    if (to.protocol === 'data:' || to.protocol === 'blob:') return
    if (to.protocol !== protocol || to.host !== host) met.push(`left the desk: ${request.url()}`)
  })
  return met
}
