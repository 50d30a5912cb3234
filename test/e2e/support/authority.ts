/** The site's own authority: it is its mail server's certificate, and the desk is told to believe it as a site would. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { makeCertificate } from '../../doubles/certificate'

export interface Authority {
  readonly cert: string
  readonly key: string
  /** The certificate as a file, for NODE_EXTRA_CA_CERTS. */
  readonly path: string
  remove(): void
}

/** Made once for all journeys of a worker: what a process believes it reads once. */
export function makeAuthority(): Authority {
  const folder = mkdtempSync(join(tmpdir(), 'mfa-desk-authority-'))
  const { cert, key } = makeCertificate({ names: ['mail.corp.example', 'localhost'] })
  const path = join(folder, 'authority.pem')
  writeFileSync(path, cert)
  return { cert, key, path, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** The shell runs main in the very process of the journeys, where a variable of the environment comes too late. */
export function trustInThisProcess({ cert }: Authority): void {
  const believed = getCACertificates('default')
  if (!believed.includes(cert)) setDefaultCACertificates([...believed, cert])
}
