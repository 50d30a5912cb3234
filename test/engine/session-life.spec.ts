/** The life of a session: idle end, absolute end, freshness. */
import { describe, expect, it } from 'vitest'
import { absoluteHours, idleMinutes, isFresh, judgeSession, stepUpMinutes } from '../../src-main/engine/session-life'

const start = Date.UTC(2026, 2, 31)
const judge = (seenMinutes: number, nowMinutes: number) =>
  judgeSession({
    madeAt: start,
    lastSeenAt: start + seenMinutes * 60_000,
    now: start + nowMinutes * 60_000,
    idleMinutes,
    absoluteHours,
  })

describe('judgeSession', () => {
  it.each([
    [0, 0, 'alive'],
    [0, 14.999, 'alive'],
    [0, 15, 'idle'],
    [470, 479.999, 'alive'],
    [479, 480, 'absolute'],
    [0, 480, 'absolute'],
    // The clock was set back by hours while somebody was away.
    [60, 45.001, 'alive'],
    [60, 45, 'idle'],
    [0, -480, 'absolute'],
  ] as const)('last seen at minute %d, now minute %d: %s', (seen, now, verdict) => {
    expect(judge(seen, now)).toBe(verdict)
  })
})

describe('isFresh', () => {
  it.each([
    [0, true],
    [4.999, true],
    [5, false],
    [-0.001, false],
  ])('%d minutes after the password: %s', (minutes, fresh) => {
    expect(isFresh({ freshAt: start, now: start + minutes * 60_000, stepUpMinutes })).toBe(fresh)
  })
})
