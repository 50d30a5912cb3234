/** What an evidence pack is made of, byte for byte: its files, their lines, its manifest. Shared by the desk and the page that verifies. */
import type { ChainRow } from './chain-text'
import type { AnchorLine, CutFacts } from './signed-text'
import type { StandingFields } from './standing-text'

/** Purpose and version, in the manifest and at the head of what is signed. */
export const evidenceFormat = 'mfa-desk evidence 1'

/** Every file the manifest lists; each stands in the page as well, letter for letter. */
export const evidenceFiles = [
  'audit.jsonl',
  'row-hashes.txt',
  'standings.jsonl',
  'anchors.jsonl',
  'cuts.jsonl',
  'coverage-before.jsonl',
  'coverage-after.jsonl',
  'public-keys.jsonl',
] as const
export type EvidenceFile = (typeof evidenceFiles)[number]
/** The manifest and its signature, then what it lists. */
export const evidenceBlocks = ['manifest.json', 'manifest.sig', ...evidenceFiles] as const
export type EvidenceBlock = (typeof evidenceBlocks)[number]

/** As in the table of cuts. */
export interface CutLine extends CutFacts {
  readonly signature: string
}

export interface PublicKeyLine {
  readonly id: string
  /** Raw 32 bytes, base64url. */
  readonly publicKey: string
  readonly madeAt: string
}

/** Standing and how many accounts stood there. */
export type CountLine = readonly [...StandingFields, number]

export interface Manifest {
  readonly format: string
  readonly store: string
  readonly storeName: string
  /** First and last number. */
  readonly from: number
  readonly to: number
  /** Hash the first row stands on, and that of the last row. */
  readonly before: string
  readonly last: string
  readonly firstAt: string
  readonly lastAt: string
  /** Newest row of the whole log when the pack was made: an anchor past it tells of a log cut at its end. */
  readonly logEnd: number
  /** IANA name, for people who read instants. */
  readonly timeZone: string
  readonly madeAt: string
  readonly madeBy: string
  readonly reason: string
  readonly language: string
  /** What made it. */
  readonly version: string
  /** Id of the key that signed this. */
  readonly key: string
  readonly standings: number
  /** Number and short hash of each line, so that a wrong one is named and not only noticed. */
  readonly anchors: readonly (readonly [number, string])[]
  readonly cuts: readonly (readonly [number, string])[]
  readonly files: readonly { readonly name: EvidenceFile; readonly bytes: number; readonly sha256: string }[]
}

/**
 * One line of JSON that may stand between script tags as it is: without `<` no tag and no comment can begin or end there.
 * Line ends, NUL and lone surrogates are escaped by JSON itself, so the page gives back the very bytes of the file.
 */
export const evidenceLine = (value: unknown): string => `${JSON.stringify(value).replaceAll('<', '\\u003c')}\n`

/** @returns the row with exactly its columns, in the order of the table. */
export const rowLine = (row: ChainRow): string =>
  evidenceLine({
    no: row.no,
    at: row.at,
    actor_id: row.actor_id,
    actor_name: row.actor_name,
    actor_role: row.actor_role,
    computer: row.computer,
    host: row.host,
    act: row.act,
    account_id: row.account_id,
    account_name: row.account_name,
    result: row.result,
    code: row.code,
    reason: row.reason,
    detail: row.detail,
    before: row.before,
    hash: row.hash,
  })

export const anchorFileLine = ({ store, no, hash, at, key, signature }: AnchorLine): string =>
  evidenceLine({ store, no, hash, at, key, signature })

export const cutFileLine = (cut: CutLine): string =>
  evidenceLine({
    from_no: cut.from_no,
    to_no: cut.to_no,
    before: cut.before,
    last_hash: cut.last_hash,
    last_at: cut.last_at,
    file_sha256: cut.file_sha256,
    cut_at: cut.cut_at,
    actor_name: cut.actor_name,
    key_id: cut.key_id,
    signature: cut.signature,
  })

/** @param no row of the log that answers for the change */
export const standingFileLine = (
  no: number,
  accountId: string,
  before: StandingFields | null,
  after: StandingFields | null,
): string => evidenceLine([no, accountId, before, after])

/** @returns lines in one order, whatever order they come in. */
export function countLines(counts: Iterable<CountLine>): string[] {
  return [...counts].map(evidenceLine).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}

export const publicKeyLine = ({ id, publicKey, madeAt }: PublicKeyLine): string =>
  evidenceLine({ id, publicKey, madeAt })

/** Read by people, so over many lines. */
export const manifestFile = (manifest: Manifest): string =>
  `${JSON.stringify(manifest, null, 1).replaceAll('<', '\\u003c')}\n`

/** What `manifest.sig` signs. @param sha256 of `manifest.json`, hex */
export const manifestText = (store: string, sha256: string, keyId: string): string =>
  JSON.stringify([evidenceFormat, store, sha256, keyId])

/** Of what a line says: enough to tell lines apart, not to stand for them. @param sha256 hex */
export const shortHash = (sha256: string): string => sha256.slice(0, 16)
