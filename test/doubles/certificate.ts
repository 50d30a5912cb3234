/** A certificate made on the spot with node:crypto alone, so that specs run on a machine that has no openssl. */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

export interface CertificateOptions {
  /** DNS names it is for; the first is also its common name. */
  readonly names?: readonly string[]
  /** IPv4 addresses it is for. */
  readonly addresses?: readonly string[]
  /** Milliseconds since 1970: from when and until when it counts. */
  readonly from?: number
  readonly until?: number
}

/** X.690, 8.1 and 10.1: one value in DER. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tag, content.length]), content])
  const length = Buffer.from(content.length.toString(16).padStart(content.length > 0xff ? 4 : 2, '0'), 'hex')
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, content])
}

const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts)
const octets = (...parts: readonly Uint8Array[]): Buffer => der(0x04, ...parts)
const bits = (bytes: Uint8Array): Buffer => der(0x03, Buffer.from([0]), bytes)
const yes = der(0x01, Buffer.from([0xff]))
const object = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'))

const ecdsaWithSha256 = object('2a8648ce3d040302')
const commonName = object('550403')
const subjectAltName = object('551d11')
const basicConstraints = object('551d13')

/** RFC 5280, 4.1.2.5: two digits of the year until 2049, four after. */
function time(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replace(/\.\d+|[-:T]/g, '')
  const year = new Date(ms).getUTCFullYear()
  return year < 2050 ? der(0x17, Buffer.from(digits.slice(2))) : der(0x18, Buffer.from(digits))
}

/** @returns a self-signed certificate (ECDSA P-256, RFC 5280) that is its own authority, and its key, both PEM. */
export function makeCertificate(options: CertificateOptions = {}): { cert: string; key: string } {
  const { names = ['localhost'], addresses = ['127.0.0.1'] } = options
  const { from = Date.now() - 3_600_000, until = Date.now() + 86_400_000 } = options
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from(names[0] ?? addresses[0] ?? '')))))
  const alternatives = sequence(
    ...names.map((one) => der(0x82, Buffer.from(one))),
    ...addresses.map((one) => der(0x87, Buffer.from(one.split('.').map(Number)))),
  )
  const key = publicKey.export({ type: 'spki', format: 'der' })
  // the first bit clear and some bit set: a serial number is positive (RFC 5280, 4.1.2.2)
  const serial = Buffer.concat([Buffer.from([0x40]), randomBytes(8)])
  const signed = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    sequence(ecdsaWithSha256),
    name,
    sequence(time(from), time(until)),
    name,
    key,
    der(
      0xa3,
      sequence(sequence(subjectAltName, octets(alternatives)), sequence(basicConstraints, yes, octets(sequence(yes)))),
    ),
  )
  const whole = sequence(signed, sequence(ecdsaWithSha256), bits(sign('sha256', signed, privateKey)))
  const lines = whole.toString('base64').replace(/.{64}/g, '$&\n')
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines.trimEnd()}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}
