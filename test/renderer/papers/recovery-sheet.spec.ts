/** A recovery-code file on paper: what the desk wrote is taken apart, and what it did not write stays as it is. */
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { recoveryFile } from '../../../src-main/engine/recovery-file'
import { recoverySheet } from '../../../src-renderer/components/papers/recovery-sheet'
import RecoverySheet from '../../../src-renderer/components/papers/RecoverySheet.vue'
import { windowParts } from '../window-parts'

const codes = Array.from({ length: 10 }, (_, at) => `7KQ2-M9XF-3TBW-V0H${at}`)
const { text } = recoveryFile({
  ...{ issuer: 'WhaTap', accountName: 'haruka.sato@corp.example', setNumber: 3, checksum: '9F3A-21C0', codes },
  ...{ madeAt: '2026-11-24T14:10:00.000Z', timeZone: 'Asia/Tokyo' },
})

describe('a sheet of recovery codes', () => {
  it('has all that the file has', () => {
    expect(recoverySheet(text)).toEqual({
      ...{ issuer: 'WhaTap', account: 'haruka.sato@corp.example', setNumber: '3', checksum: '9F3A-21C0', codes },
      date: '2026-11-24 23:10 (Asia/Tokyo, UTC+09:00)',
    })
  })

  it.each([
    ['without a code', text.replaceAll(/^7KQ2.*$/gm, '')],
    ['without its account', text.replace(/^Account:.*$/m, '')],
    ['that is another text', 'milk, bread'],
  ])('is none of one %s', (_, other) => {
    expect(recoverySheet(other)).toBeNull()
  })

  it('shows each code once, and on the outside none', () => {
    const sheet = mount(RecoverySheet, { props: { text }, global: windowParts() })
    expect(sheet.findAll('.codes li').map((line) => line.text())).toEqual(codes)
    expect(sheet.get('header').text()).toContain('haruka.sato@corp.example')
    expect(sheet.get('header').text()).not.toContain('7KQ2')
  })

  it('of a text that is none goes on paper as it stands', () => {
    const sheet = mount(RecoverySheet, { props: { text: 'milk, bread' }, global: windowParts() })
    expect(sheet.get('pre').text()).toBe('milk, bread')
  })
})
