/** An audit row's detail: old and new side by side, the rest as notes; and hashes short enough to compare. */
import { describe, expect, it } from 'vitest'
import { detailPairs } from '../../../src-renderer/components/audit/detail-pairs'
import { shortHash } from '../../../src-renderer/components/audit/short-hash'

describe('detailPairs', () => {
  it('sets old beside new, whichever way the old one is named', () => {
    expect(detailPairs({ 'email before': 'a@b', email: 'c@d', stateBefore: 'pending', state: 'enrolled-otp' })).toEqual(
      [
        { field: 'email', old: 'a@b', new: 'c@d', changed: true },
        { field: 'state', old: 'pending', new: 'enrolled-otp', changed: true },
      ],
    )
  })

  it('takes what stayed as it was, and what has no old value, for a note', () => {
    expect(detailPairs({ stateBefore: 'enrolled-otp', state: 'enrolled-otp', set: 3 })).toEqual([
      { field: 'state', old: 'enrolled-otp', new: 'enrolled-otp', changed: false },
      { field: 'set', old: null, new: 3, changed: false },
    ])
  })

  it('tells nothing before from a change', () => {
    expect(detailPairs({ 'phone before': null, phone: '+81' })[0]).toMatchObject({ old: null, changed: true })
  })

  it('keeps an old value that stands alone under its own name', () => {
    expect(detailPairs({ set: 2, codesLeftBefore: 7 }).map(({ field }) => field)).toEqual(['set', 'codesLeftBefore'])
  })
})

describe('shortHash', () => {
  it('shows the beginning and the end', () => {
    expect(shortHash(`7c1e9a40${'0'.repeat(52)}5b02`)).toBe('7c1e 9a40 … 5b02')
  })
})
