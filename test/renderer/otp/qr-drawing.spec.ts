/** M4: the QR code as it is drawn: quiet zone, and what an independent decoder reads in it. */
import { mount } from '@vue/test-utils'
import jsQR from 'jsqr'
import { describe, expect, it } from 'vitest'
import OtpQrCode from '../../../src-renderer/components/otp/OtpQrCode.vue'
import { qrDrawing, qrMargin } from '../../../src-renderer/components/otp/qr-drawing'
import { windowParts } from '../window-parts'

const short = 'otpauth://totp/MFA%20Desk:a%40b.example?secret=JBSWY3DPEHPK3PXP6KQMV2NA7TWOZL4C&issuer=MFA%20Desk'
const long = `otpauth://totp/${encodeURIComponent('監査'.repeat(8))}:${'x'.repeat(240)}%40corp.example?secret=${'A'.repeat(32)}`

/** Dark modules of the path, as rows of booleans. */
function modulesOf({ size, path }: { size: number; path: string }): boolean[][] {
  const modules = Array.from({ length: size }, () => Array.from({ length: size }, () => false))
  for (const [, column, row, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let at = 0; at < Number(width); at++) modules[Number(row)]![Number(column) + at] = true
  }
  return modules
}

/** Black on white, `scale` pixels per module. */
function pixelsOf(modules: boolean[][], scale: number): { data: Uint8ClampedArray; side: number } {
  const side = modules.length * scale
  const data = new Uint8ClampedArray(side * side * 4).fill(255)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if (modules[Math.floor(y / scale)]![Math.floor(x / scale)])
        data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3)
    }
  }
  return { data, side }
}

describe.each([
  ['an ordinary address', short],
  ['a long address with Japanese in it', long],
])('the QR code of %s', (_what, text) => {
  it('is read back by a decoder that is not the encoder', () => {
    const { data, side } = pixelsOf(modulesOf(qrDrawing(text)), 4)
    expect(jsQR(data, side, side)?.data).toBe(text)
  })

  it('has a quiet zone of four modules on every side, and dark modules right behind it', () => {
    const modules = modulesOf(qrDrawing(text))
    const dark = modules.flatMap((row, y) => row.flatMap((on, x) => (on ? [[x, y] as const] : [])))
    const last = modules.length - 1
    expect(qrMargin).toBe(4)
    expect(Math.min(...dark.map(([x]) => x))).toBe(4)
    expect(Math.min(...dark.map(([, y]) => y))).toBe(4)
    expect(Math.max(...dark.map(([x]) => x))).toBe(last - 4)
    expect(Math.max(...dark.map(([, y]) => y))).toBe(last - 4)
  })

  it('is drawn black on white with four whole pixels or more per module', () => {
    const picture = mount(OtpQrCode, { props: { uri: text }, global: windowParts() })
    const svg = picture.get('svg[role="img"]')
    expect(svg.attributes('aria-label')).toBe('OTP key QR code')
    expect(picture.get('rect').attributes('fill')).toBe('#ffffff')
    expect(picture.get('path').attributes('fill')).toBe('#000000')
    const perModule = Number(svg.attributes('width')) / qrDrawing(text).size
    expect(Number.isInteger(perModule)).toBe(true)
    expect(perModule).toBeGreaterThanOrEqual(4)
  })
})
