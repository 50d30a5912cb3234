/** The passphrase of a zip: shown once, asked after before it is gone, and not shown where it was mailed. */
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import PassphraseDialog from '../../../src-renderer/components/papers/PassphraseDialog.vue'
import { windowParts } from '../window-parts'

const passphrase = 'seven-green-lamps-at-noon-today'
const zip = { file: new File(['zip'], 'papers.zip'), sha256: 'f'.repeat(64), passphrase, mailedTo: null }

const shown = async (given: object) => {
  const dialog = mount(PassphraseDialog, {
    props: { zip: { ...zip, ...given }, instead: false, issuer: 'WhaTap' },
    global: windowParts(),
    attachTo: document.body,
  })
  await flushPromises()
  return dialog
}
const text = () => document.querySelector('[role="dialog"]')?.textContent ?? ''
const press = async (name: string) => {
  ;[...document.querySelectorAll('button')].find((one) => one.textContent?.trim() === name)?.click()
  await flushPromises()
}

describe('the passphrase of a zip', () => {
  let dialog: Awaited<ReturnType<typeof shown>>
  afterEach(() => {
    dialog.unmount()
    vi.restoreAllMocks()
  })

  it('is shown word by word and as it is typed; without print, copy or a word Close asks once', async () => {
    dialog = await shown({})
    for (const word of passphrase.split('-')) expect(text()).toContain(word)
    expect(document.querySelector('[data-passphrase]')?.textContent?.trim()).toBe(passphrase)
    await press('Close')
    expect(dialog.emitted('close')).toBeUndefined()
    expect(document.querySelector('[role="alert"]')?.textContent).toContain('cannot be shown again')
    await press('Close')
    expect(dialog.emitted('close')).toHaveLength(1)
  })

  it('is printed on a slip of its own, and then Close closes', async () => {
    dialog = await shown({})
    window.print = vi.fn()
    await press('Print')
    expect(window.print).toHaveBeenCalledOnce()
    expect(document.querySelector('.print-sheet')?.textContent).toContain(passphrase)
    await press('Close')
    expect(dialog.emitted('close')).toHaveLength(1)
  })

  it('that was mailed is nowhere on the page, and Close closes', async () => {
    dialog = await shown({ passphrase: null, mailedTo: 'ken.ono@corp.example' })
    expect(text()).toContain('on its way to ken.ono@corp.example')
    expect(document.querySelector('[data-passphrase]')).toBeNull()
    await press('Save the zip again')
    expect(dialog.emitted('saveAgain')).toHaveLength(1)
    await press('Close')
    expect(dialog.emitted('close')).toHaveLength(1)
  })
})
