/** The headers every file of the window is sent with, on both hosts: above all the content policy. */
import { readFileSync } from 'node:fs'

/**
 * Scripts come from our own files only. Of style elements only those few that the packages put in are let
 * in, by hash. Pictures may be made at run time (the QR code), nothing else may come from anywhere.
 */
export function contentPolicy(styleHashes: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${["'self'", ...styleHashes.map((hash) => `'${hash}'`)].join(' ')}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** @returns the hashes the build has left in `file`. @throws where it is not a list of SHA-256 hashes */
export function readStyleHashes(file: string): string[] {
  const hashes: unknown = JSON.parse(readFileSync(file, 'utf8'))
  const isHash = (value: unknown): value is string =>
    typeof value === 'string' && /^sha256-[A-Za-z0-9+/]{43}=$/.test(value)
  if (!Array.isArray(hashes) || !hashes.every(isHash)) throw new Error('the build left no list of style hashes')
  return hashes
}

/** For whatever a host answers with, pages, files and replies alike. Nothing is kept: the port may be another's tomorrow. */
export const plainHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(), clipboard-read=(), display-capture=(), geolocation=(), microphone=(), usb=()',
  'cache-control': 'no-store',
} as const

/** @returns the headers of one file of the window. */
export const fileHeaders = (type: string, policy: string): Record<string, string> => ({
  ...plainHeaders,
  'content-type': type,
  'content-security-policy': policy,
})
