/** The body of a request, up to a limit and not a byte further. */
import type { IncomingMessage } from 'node:http'

/**
 * @returns the whole body, or null where it is longer than `limitBytes`: by what it says of itself, or found out
 *   while reading where it says nothing. Rejects where the sender goes away.
 */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer<ArrayBuffer> | null> {
  const announced = Number(request.headers['content-length'] ?? 0)
  if (announced > limitBytes) return null
  const pieces: Buffer[] = []
  let length = 0
  // what is not read stays with the connection, so that a refusal can still be answered
  for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += piece.length
    if (length > limitBytes) return null
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}
