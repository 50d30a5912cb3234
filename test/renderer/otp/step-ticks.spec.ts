/** The ticks beside an OTP field: how much of the step is left. */
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import OtpTicks from '../../../src-renderer/components/otp/OtpTicks.vue'
import { stepTicks, ticksInAll } from '../../../src-renderer/components/otp/step-ticks'
import { windowParts } from '../window-parts'

/** The beginning of a step of 30 and of 60 seconds. */
const start = 1_800_000_000_000

describe('stepTicks', () => {
  it.each([
    [0, 30, 30, 30],
    [1, 30, 30, 30],
    [1000, 30, 29, 29],
    [18_000, 30, 12, 12],
    [29_000, 30, 1, 1],
    [29_999, 30, 1, 1],
    [30_000, 30, 30, 30],
    [0, 60, 60, 30],
    [1000, 60, 59, 30],
    [2000, 60, 58, 29],
    [59_999, 60, 1, 1],
  ])('%d ms into a step of %d s: %d s and %d ticks left', (into, period, secondsLeft, lit) => {
    expect(stepTicks(start + into, period)).toEqual({ secondsLeft, lit })
  })

  it('never shows none left and never more than a whole step', () => {
    for (let into = 0; into < 30_000; into += 7) {
      const { secondsLeft, lit } = stepTicks(start + into, 30)
      expect(secondsLeft).toBeGreaterThanOrEqual(1)
      expect(secondsLeft).toBeLessThanOrEqual(30)
      expect(lit).toBeLessThanOrEqual(ticksInAll)
    }
  })
})

describe('OtpTicks', () => {
  it('drains with the clock it is given, not with the clock of the window', async () => {
    const ticks = mount(OtpTicks, {
      props: { now: start + 3000, periodSeconds: 30 },
      global: windowParts(),
    })
    const lit = () => ticks.findAll('[aria-hidden="true"] > span').filter((tick) => tick.classes('bg-(--ui-primary)'))
    expect(ticks.text()).toBe('new code in 27 s')
    expect(lit()).toHaveLength(27)
    await ticks.setProps({ now: start + 29_500 })
    expect(ticks.text()).toBe('new code in 1 s')
    expect(lit()).toHaveLength(1)
    await ticks.setProps({ now: start + 30_000 })
    expect(lit()).toHaveLength(30)
  })
})
