/** The QR code of an otpauth address as the outline of its dark modules. */
import { create } from 'qrcode'

/** The quiet zone that ISO/IEC 18004 asks for on every side, in modules. */
export const qrMargin = 4

/** @returns `size`: modules along one side with both margins; `path`: SVG path of the dark modules, one unit per module */
export const qrDrawing = (text: string): { size: number; path: string } => {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  let path = ''
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (!modules.get(row, column)) continue
      let end = column
      while (end + 1 < modules.size && modules.get(row, end + 1)) end++
      path += `M${column + qrMargin} ${row + qrMargin}h${end - column + 1}v1h-${end - column + 1}z`
      column = end
    }
  }
  return { size: modules.size + 2 * qrMargin, path }
}
