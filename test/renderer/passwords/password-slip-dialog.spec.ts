/** A password on a slip: shown once, not closed by Esc, and asked about once while it was not taken. */
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import PasswordSlipDialog from '../../../src-renderer/components/passwords/PasswordSlipDialog.vue'
import { windowParts } from '../window-parts'

const slip = {
  password: 'BSJC-8XVN-TFPC-6B33',
  issuer: 'WhaTap',
  accountName: 'haruka.sato@corp.example',
  personName: 'Haruka Sato',
  expiresAt: '2026-11-27T14:00:00.000Z',
}
const window_ = () => document.querySelector<HTMLElement>('[role="dialog"]')
const button = (name: string) =>
  [...document.querySelectorAll('button')].find((one) => one.textContent?.trim() === name) as HTMLButtonElement

describe('PasswordSlipDialog', () => {
  let dialog: ReturnType<typeof show>
  const show = () => mount(PasswordSlipDialog, { props: { slip }, global: windowParts(), attachTo: document.body })
  afterEach(() => {
    dialog.unmount()
    vi.restoreAllMocks()
  })

  it('shows the password with what it is good for', async () => {
    dialog = show()
    await flushPromises()
    expect(window_()?.querySelector('[data-password]')?.textContent?.trim()).toBe(slip.password)
    for (const words of ['72 hours', 'first sign-in', 'Multi-factor authentication'])
      expect(window_()?.textContent).toContain(words)
  })

  it('stays on Esc, and asks once before it closes without copy or print', async () => {
    dialog = show()
    await flushPromises()
    window_()?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    await flushPromises()
    expect(window_()).not.toBeNull()
    button('Close').click()
    await flushPromises()
    expect(dialog.emitted('close')).toBeUndefined()
    expect(window_()?.querySelector('[role="alert"]')?.textContent).toContain('not copied or printed')
    button('Close').click()
    expect(dialog.emitted('close')).toHaveLength(1)
  })

  it('puts the whole slip on paper, and closes at once then', async () => {
    dialog = show()
    await flushPromises()
    window.print = vi.fn()
    button('Print').click()
    expect(window.print).toHaveBeenCalledOnce()
    const paper = document.querySelector('.print-sheet')?.textContent
    for (const words of [slip.password, slip.personName, slip.accountName, slip.issuer]) expect(paper).toContain(words)
    button('Close').click()
    expect(dialog.emitted('close')).toHaveLength(1)
  })

  it('copies the password alone, and takes it off the page when it is closed', async () => {
    dialog = show()
    await flushPromises()
    const copied: string[] = []
    vi.spyOn(navigator.clipboard, 'writeText').mockImplementation((text) => {
      copied.push(text)
      return Promise.resolve()
    })
    button('Copy').click()
    await flushPromises()
    expect(copied).toEqual([slip.password])
    await dialog.setProps({ slip: null })
    await expect.poll(() => document.body.textContent).not.toContain(slip.password)
  })
})
