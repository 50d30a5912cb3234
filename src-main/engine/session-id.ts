/** Session ids: 256 random bits for the seat, and their hash for the store. */
import { createHash } from 'node:crypto'
import type { Random } from '../random'

/** @returns a new session id, 256 random bits as base64url. */
export const makeSessionId = (random: Random): string => Buffer.from(random(32)).toString('base64url')

/** @returns hex SHA-256 of the id: what the store keeps, so that a copied store file opens no session. */
export const hashSessionId = (sessionId: string): string => createHash('sha256').update(sessionId).digest('hex')
