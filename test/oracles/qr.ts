/** Reads a QR code off a picture as a phone's camera would: jsQR, which did not draw it. */
import jsQR from 'jsqr'
import { readPng } from './png'

type Decode = typeof jsQR
// the package is CommonJS: depending on who loads it, the function is the module or its default
const decode = (jsQR as Decode & { default?: Decode }).default ?? jsQR

/** @returns the text of the one QR code on a PNG. */
export function readQr(png: Buffer): string {
  const { rgba, width, height } = readPng(png)
  const found = decode(rgba, width, height, { inversionAttempts: 'dontInvert' })
  if (!found) throw new Error('no dark-on-light QR code on the picture')
  return found.data
}
