/** Reading a key aloud: Space goes on to the next group, and its spelling words follow. */
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import OtpKeyGroups from '../../../src-renderer/components/otp/OtpKeyGroups.vue'
import { windowParts } from '../window-parts'

const mounted = () =>
  mount(OtpKeyGroups, {
    props: { secret: 'JBSWY3DPEHPK3PXP6KQMV2NA7TWOZL4C' },
    global: windowParts(),
    attachTo: document.body,
  })
type Groups = ReturnType<typeof mounted>

const reading = (groups: Groups) => groups.get('[role="option"][aria-selected="true"]')
const press = (groups: Groups, key: string) => reading(groups).trigger('keydown', { key })
const spoken = (groups: Groups) => groups.get('[aria-live]').text()

describe('OtpKeyGroups', () => {
  it('begins with the first group and its words', () => {
    const groups = mounted()
    expect(groups.findAll('[role="option"]')).toHaveLength(8)
    expect(spoken(groups)).toBe('JBSW · Juliett · Bravo · Sierra · Whiskey')
  })

  it('goes on with Space, takes the focus along and stops at the last group', async () => {
    const groups = mounted()
    await press(groups, ' ')
    expect(spoken(groups)).toBe('Y3DP · Yankee · three · Delta · Papa')
    await expect.poll(() => document.activeElement).toBe(reading(groups).element)
    for (let times = 0; times < 10; times++) await press(groups, ' ')
    expect(spoken(groups)).toMatch(/^ZL4C/)
    expect(groups.findAll('[tabindex="0"]')).toHaveLength(1)
  })

  it.each([
    ['ArrowRight', /^Y3DP/],
    ['ArrowDown', /^6KQM/],
    ['End', /^ZL4C/],
    ['Home', /^JBSW/],
    ['ArrowLeft', /^JBSW/],
  ])('%s from the first group leads to %s', async (key, group) => {
    const groups = mounted()
    await press(groups, key)
    expect(spoken(groups)).toMatch(group)
  })
})
