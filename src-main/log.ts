/** The log of the desk: a file in the data folder that holds what went wrong and never a code, key or token. */
import { renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { destination, pino } from 'pino'

export interface DeskLog {
  info(facts: Record<string, unknown>, message: string): void
  error(facts: Record<string, unknown>, message: string): void
  /** Writes what is still in memory. */
  close(): void
}

const removed = '[removed]'

/** Fields whose value never belongs into a log, wherever they lie. */
const secretField =
  /^(password|passphrase|secret|secrets|token|code|codes|bearer|authorization|cookie|uri|key|keys|recoverykey|groups|filetext|session|sealed|hash|salt|input|body)$/i

/** Texts that look like a secret, in whatever field or message. */
const secretText: readonly RegExp[] = [
  /otpauth(-migration)?:\/\/\S+/gi,
  // sealed values: v1.<key id>.<nonce>.<ciphertext>.<tag>
  /\bv1\.[\w-]+\.[\w-]+\.[\w-]+\.[\w-]+/g,
  /\bstart=[\w-]+/gi,
  /\bBearer\s+\S+/gi,
  // scrypt in PHC form
  /\$scrypt\$\S+/g,
  // recovery codes and recovery keys: two and more groups of four
  /\b[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4})+\b/gi,
  // Base32 keys, base64url codes and bearers: long unbroken runs
  /\b[A-Z2-7]{16,}\b/g,
  /[\w-]{40,}/g,
  // OTP and email tokens, by themselves or as two halves
  /(?<![\w.:-])\d{3}[ -]?\d{3}(?:\d{2})?(?![\w:-]|\.\d)/g,
]

const faultCode = /^[a-z]+(-[a-z]+)*$/
const systemCode = /^(E[A-Z]{2,14}|(ERR|SQLITE)_[A-Z_]+)$/

function cleanText(text: string): string {
  return secretText.reduce((left, pattern) => left.replace(pattern, removed), text)
}

/** @returns a copy without secrets: by the name of a field, and by what a text looks like. */
export function withoutSecrets(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (value === null || typeof value !== 'object') return value
  if (depth > 6) return removed
  if (value instanceof Error) {
    const { name, message, stack } = value
    return withoutSecrets({ name, message, stack }, depth + 1)
  }
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return removed
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([field, item]) => {
      // `code` is also the name of a fault's or of the system's code, which the log is there for
      const isCode = field === 'code' && typeof item === 'string' && (faultCode.test(item) || systemCode.test(item))
      return [field, secretField.test(field) && !isCode ? removed : withoutSecrets(item, depth + 1)]
    }),
  )
}

const fullBytes = 5 * 1024 * 1024

/** @returns the log of `dataFolder`: JSON lines in `desk.log` (0600), the former file kept once as `desk.log.1`. */
export function openLog(dataFolder: string): DeskLog {
  const file = join(dataFolder, 'desk.log')
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > fullBytes) renameSync(file, `${file}.1`)
  const target = destination({ dest: file, mode: 0o600, append: true, sync: true })
  const logger = pino({ level: 'info', base: null, timestamp: pino.stdTimeFunctions.isoTime }, target)
  const clean = (facts: Record<string, unknown>) => withoutSecrets(facts) as Record<string, unknown>
  return {
    info: (facts, message) => logger.info(clean(facts), cleanText(message)),
    error: (facts, message) => logger.error(clean(facts), cleanText(message)),
    close: () => target.flushSync(),
  }
}
