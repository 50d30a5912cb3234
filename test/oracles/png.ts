/** Reads the pixels of a PNG as a browser's screenshot is one: eight bits a channel, RGB or RGBA, not interlaced. */
import { inflateSync } from 'node:zlib'

export interface Pixels {
  readonly width: number
  readonly height: number
  /** Four bytes a pixel: red, green, blue, alpha. */
  readonly rgba: Uint8ClampedArray
}

/** PNG (third edition), 9.4: the Paeth predictor. */
function paeth(left: number, above: number, corner: number): number {
  const estimate = left + above - corner
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - above), Math.abs(estimate - corner)]
  return a <= b && a <= c ? left : b <= c ? above : corner
}

/** Undoes the filter of each line in place (PNG, 9.2); a line is its filter's number and then its bytes. */
function unfilter(lines: Buffer, height: number, bytesPerLine: number, bytesPerPixel: number): Buffer {
  const out = Buffer.alloc(height * bytesPerLine)
  for (let y = 0; y < height; y++) {
    const filter = lines.readUInt8(y * (bytesPerLine + 1))
    for (let x = 0; x < bytesPerLine; x++) {
      const at = y * bytesPerLine + x
      const left = x >= bytesPerPixel ? out.readUInt8(at - bytesPerPixel) : 0
      const above = y > 0 ? out.readUInt8(at - bytesPerLine) : 0
      const corner = x >= bytesPerPixel && y > 0 ? out.readUInt8(at - bytesPerLine - bytesPerPixel) : 0
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter]
      if (guess === undefined) throw new Error(`PNG: filter ${filter} is unknown`)
      out.writeUInt8((lines.readUInt8(y * (bytesPerLine + 1) + 1 + x) + guess) & 0xff, at)
    }
  }
  return out
}

/** @returns the pixels of a PNG. */
export function readPng(png: Buffer): Pixels {
  if (png.toString('latin1', 1, 4) !== 'PNG') throw new Error('not a PNG')
  const data: Buffer[] = []
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + length))
    at += length + 12
  }
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  const [depth, kind, interlaced] = [png.readUInt8(24), png.readUInt8(25), png.readUInt8(28)]
  const channels = kind === 6 ? 4 : 3
  if (depth !== 8 || (kind !== 2 && kind !== 6) || interlaced) throw new Error('PNG: not a plain screenshot')
  const bytes = unfilter(inflateSync(Buffer.concat(data)), height, width * channels, channels)
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let channel = 0; channel < channels; channel++) {
      rgba[pixel * 4 + channel] = bytes.readUInt8(pixel * channels + channel)
    }
  }
  return { width, height, rgba }
}
