/** What the signing key of a store signs, as text. Pure: the page that verifies an evidence pack shares it. */

/** The log went as far as row `no`, and that row had this hash. */
export interface AnchorFacts {
  readonly store: string
  readonly no: number
  /** Hex SHA-256 of row `no`. */
  readonly hash: string
  /** When it was signed: an instant. */
  readonly at: string
  /** Id of the key that signs. */
  readonly key: string
}

/** One line of the file of anchors, as JSON. */
export interface AnchorLine extends AnchorFacts {
  /** Ed25519 over `anchorText`, base64url. */
  readonly signature: string
}

/** What stands for removed rows; the columns of `audit_cuts` but the signature. */
export interface CutFacts {
  readonly from_no: number
  readonly to_no: number
  readonly before: string
  readonly last_hash: string
  readonly last_at: string
  readonly file_sha256: string
  readonly cut_at: string
  readonly actor_name: string
  readonly key_id: string
}

/** A JSON array that begins with its purpose: nothing signed for one is of use for another. Signed as UTF-8. */
export const anchorText = ({ store, no, hash, at, key }: AnchorFacts): string =>
  JSON.stringify(['mfa-desk anchor 1', store, no, hash, at, key])

export const cutText = (storeId: string, cut: CutFacts): string =>
  JSON.stringify([
    'mfa-desk cut 1',
    storeId,
    cut.from_no,
    cut.to_no,
    cut.before,
    cut.last_hash,
    cut.last_at,
    cut.file_sha256,
    cut.cut_at,
    cut.actor_name.toWellFormed(),
    cut.key_id,
  ])

const isText = (value: unknown): value is string => typeof value === 'string'

/** @returns the anchor of one line of the file; null where the line is torn or none of ours. Its signature is not judged. */
export function readAnchorLine(line: string): AnchorLine | null {
  let read: unknown
  try {
    read = JSON.parse(line)
  } catch {
    return null
  }
  if (typeof read !== 'object' || read === null) return null
  const { store, no, hash, at, key, signature } = read as Record<string, unknown>
  const hasTexts = isText(store) && isText(hash) && isText(at) && isText(key) && isText(signature)
  if (!hasTexts || !Number.isSafeInteger(no) || Number(no) < 1) return null
  return { store, no: Number(no), hash, at, key, signature }
}

/** @returns the hex SHA-256 of a raw public key as people compare it: its first 16 digits in groups of four. */
export const fingerprintText = (sha256: string): string => (sha256.slice(0, 16).match(/.{4}/g) ?? []).join(' ')
