/** M7, M8: the window of the recovery codes: what leaves it, and how it closes. */
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { RecoverySet } from '../../../src-preload/contract/recovery'
import RecoveryCodesDialog from '../../../src-renderer/components/recovery/RecoveryCodesDialog.vue'
import { windowParts } from '../window-parts'

const codes = Array.from({ length: 10 }, (_, at) => `7KQ2-M9XF-3TBW-V0H${at}`)
const set: RecoverySet = {
  number: 3,
  madeAt: '2026-11-24T14:10:00.000Z',
  issuer: 'WhaTap',
  accountName: 'haruka.sato@corp.example',
  codes,
  checksum: '9F3A-21C0',
  fileName: 'WhaTap-recovery-codes.txt',
  fileText: `佐藤 遥\r\n${codes.join('\r\n')}\r\n`,
}

const mounted = async () => {
  const dialog = mount(RecoveryCodesDialog, {
    props: { set },
    global: windowParts(),
    attachTo: document.body,
  })
  await flushPromises()
  return dialog
}
const window_ = () => document.querySelector<HTMLElement>('[role="dialog"]')
const button = (name: string) => {
  const found = [...document.querySelectorAll('button')].filter((one) => one.textContent?.trim() === name)
  expect(found).toHaveLength(1)
  return found[0]!
}

describe('RecoveryCodesDialog', () => {
  let dialog: Awaited<ReturnType<typeof mounted>>
  afterEach(() => {
    dialog.unmount()
    vi.restoreAllMocks()
  })

  it('M7 shows all ten codes, the set and its checksum', async () => {
    dialog = await mounted()
    for (const code of codes) expect(window_()?.textContent).toContain(code)
    expect(window_()?.textContent).toContain('9F3A-21C0')
    expect(window_()?.textContent).toContain('WhaTap-recovery-codes.txt')
  })

  it('M7 saves the file byte for byte under its name', async () => {
    dialog = await mounted()
    const blobs: Blob[] = []
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      blobs.push(blob as Blob)
      return 'blob:made-up'
    })
    const names: string[] = []
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      names.push(this.download)
    })
    button('Save recovery codes').click()
    expect(names).toEqual(['WhaTap-recovery-codes.txt'])
    expect(new Uint8Array(await blobs[0]!.arrayBuffer())).toEqual(new TextEncoder().encode(set.fileText))
  })

  it('M7 copies the whole text and says so', async () => {
    dialog = await mounted()
    const copied: string[] = []
    vi.spyOn(navigator.clipboard, 'writeText').mockImplementation((text) => {
      copied.push(text)
      return Promise.resolve()
    })
    button('Copy').click()
    await flushPromises()
    expect(copied).toEqual([set.fileText])
    expect(window_()?.querySelector('[role="status"]')?.textContent.trim()).toBe('Copied')
  })

  it('M8 asks once before it closes without Save, Copy or Print', async () => {
    dialog = await mounted()
    button('Close').click()
    await flushPromises()
    expect(dialog.emitted('close')).toBeUndefined()
    expect(window_()?.querySelector('[role="alert"]')?.textContent).toContain('were not saved, copied or printed')
    button('Close').click()
    expect(dialog.emitted('close')).toHaveLength(1)
  })

  it('M8 closes at once after printing', async () => {
    dialog = await mounted()
    window.print = vi.fn()
    button('Print').click()
    expect(window.print).toHaveBeenCalledOnce()
    button('Close').click()
    expect(dialog.emitted('close')).toHaveLength(1)
  })

  it('does not close by Esc, and takes the codes off the page when it does close', async () => {
    dialog = await mounted()
    window_()?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    await flushPromises()
    expect(window_()).not.toBeNull()
    expect(dialog.emitted('close')).toBeUndefined()
    await dialog.setProps({ set: null })
    await flushPromises()
    await expect.poll(() => document.body.textContent).not.toContain(codes[0])
  })
})
