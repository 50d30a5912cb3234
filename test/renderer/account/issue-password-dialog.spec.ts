/** First or temporary password: both ways, but only the slip where email is the method. */
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import IssuePasswordDialog from '../../../src-renderer/components/account/IssuePasswordDialog.vue'
import { windowParts } from '../window-parts'
import { detail } from './detail'

const radios = () => [...document.querySelectorAll('[role="radio"]')]
const chosen = () => radios().findIndex((radio) => radio.getAttribute('aria-checked') === 'true')

describe('IssuePasswordDialog', () => {
  let dialog: ReturnType<typeof show>
  const show = (state: 'enrolled-otp' | 'enrolled-email' | 'disabled-email') =>
    mount(IssuePasswordDialog, {
      props: { open: true, account: detail({ state }), isFirst: false, busy: false, fault: null },
      global: windowParts(),
      attachTo: document.body,
    })
  afterEach(() => dialog.unmount())

  it('offers mail and slip, mail chosen', async () => {
    dialog = show('enrolled-otp')
    await flushPromises()
    expect([radios().length, chosen()]).toEqual([2, 0])
    expect(document.body.textContent).not.toContain('one mailbox')
  })

  it.each(['enrolled-email', 'disabled-email'] as const)('offers only the slip for %s, and says why', async (state) => {
    dialog = show(state)
    await flushPromises()
    expect([radios().length, chosen()]).toEqual([1, 0])
    expect(radios()[0]?.getAttribute('value')).toBe('slip')
    expect(document.body.textContent).toContain('password and code must not come into one mailbox')
  })
})
