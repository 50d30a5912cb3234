/** The window's own scheme: serves the built files from the same allow-list and with the same headers as loopback. */
import { protocol } from 'electron'
import { fileHeaders, plainHeaders } from './page-headers'
import type { StaticFiles } from './static-files'

const scheme = 'mfa-desk'
export const deskOrigin = `${scheme}://desk`

/** Before the app is ready: a standard, secure scheme has an origin, and with it storage and a content policy. */
export function claimScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Once the app is ready. What is not on the list is 404, whatever the path looks like. */
export function serveScheme(files: StaticFiles, contentPolicy: string): void {
  protocol.handle(scheme, ({ method, url }) => {
    const path = url.startsWith(`${deskOrigin}/`) ? url.slice(deskOrigin.length).replace(/#.*$/, '') : ''
    const file = method === 'GET' ? files.get(path) : undefined
    if (!file) return new Response(null, { status: 404, headers: plainHeaders })
    return new Response(file.body, { status: 200, headers: fileHeaders(file.type, contentPolicy) })
  })
}
