/** A job as the desk shows it, for the specs of its page. */
import type { Job } from '../../../src-preload/contract/jobs'

const none = { accounts: 0, staff: 0, mails: 0, papers: 0, sessions: 0 }
export const maker = { id: 'a'.repeat(26), name: 'Ken Ono' }
export const other = { id: 'b'.repeat(26), name: 'Mika Tanaka' }

/** A dry run: 68 change, 6 of them would have no way in beside, 9 are so already, 3 are left out. */
export const aJob = (changes: Partial<Job> = {}): Job => ({
  id: 'j'.repeat(26),
  no: 7,
  act: { kind: 'clear-mfa' },
  selection: { by: 'rows' },
  phase: 'planned',
  madeBy: maker,
  madeAt: '2026-11-24T14:00:00.000Z',
  reason: '',
  counts: {
    selected: 86,
    change: { accounts: 68, staff: 0, mails: 66, papers: 0, sessions: 41 },
    noWayIn: { ...none, accounts: 6, staff: 1, mails: 2 },
    same: 9,
    leftOut: [
      { problem: 'staff-account', accounts: 2 },
      { problem: 'own-account', accounts: 1 },
    ],
  },
  includeNoWayIn: false,
  needs: 'second-person',
  needsWhy: 'size',
  digest: null,
  askedAt: null,
  expiresAt: null,
  waitUntil: null,
  decided: null,
  startedAt: null,
  endedAt: null,
  stoppedBy: null,
  progress: { total: 68, done: 0, same: 0, refused: 0, cancelled: 0 },
  papersWaiting: 0,
  undo: { possible: true, hours: 72, until: null, byMaker: false, by: null },
  ...changes,
})

/** As it stands once it has run. */
export const anEndedJob = (changes: Partial<Job> = {}): Job =>
  aJob({
    phase: 'done',
    startedAt: '2026-11-24T14:10:00.000Z',
    endedAt: '2026-11-24T14:11:00.000Z',
    decided: { by: other, at: '2026-11-24T14:10:00.000Z', note: '' },
    progress: { total: 68, done: 64, same: 1, refused: 3, cancelled: 0 },
    undo: { possible: true, hours: 72, until: '2026-11-27T14:11:00.000Z', byMaker: false, by: null },
    ...changes,
  })
