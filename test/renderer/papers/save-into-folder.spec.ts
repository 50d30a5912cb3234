/** Files into a folder: each under its own name, none written over, and none left half. */
import { describe, expect, it, vi } from 'vitest'
import { canSaveIntoFolder, chooseFolder, saveIntoFolder } from '../../../src-renderer/actions/save-into-folder'
import { makeFolder } from './folder'

describe('a file into a folder', () => {
  it('is written under its own name', async () => {
    const { handle, files } = makeFolder()
    expect(await saveIntoFolder(handle, { name: 'a.txt', text: '佐藤\r\n' })).toBe('a.txt')
    expect([...files]).toEqual([['a.txt', '佐藤\r\n']])
  })

  it('gets a number where its name is taken, by a file or by a folder', async () => {
    const { handle, files } = makeFolder({ 'a.txt': 'kept', 'a (2).txt': 'kept too' }, ['b.txt'])
    expect(await saveIntoFolder(handle, { name: 'a.txt', text: 'new' })).toBe('a (3).txt')
    expect(await saveIntoFolder(handle, { name: 'b.txt', text: 'new' })).toBe('b (2).txt')
    expect(Object.fromEntries(files)).toEqual({
      ...{ 'a.txt': 'kept', 'a (2).txt': 'kept too' },
      ...{ 'a (3).txt': 'new', 'b (2).txt': 'new' },
    })
  })

  it('makes no folder of its own name', async () => {
    const { handle, files } = makeFolder()
    await saveIntoFolder(handle, { name: '../b\\c.txt', text: '' })
    expect([...files.keys()]).toEqual(['.._b_c.txt'])
  })

  it('that could not be written is not left there half', async () => {
    const folder = makeFolder()
    folder.failWith('QuotaExceededError')
    await expect(saveIntoFolder(folder.handle, { name: 'a.txt', text: 'new' })).rejects.toMatchObject({
      name: 'QuotaExceededError',
    })
    expect([...folder.files]).toEqual([])
  })
})

describe('the choice of a folder', () => {
  const pick = (picker: unknown) => vi.stubGlobal('showDirectoryPicker', picker)

  it('is offered only where the browser has one', () => {
    expect(canSaveIntoFolder()).toBe(false)
    pick(() => Promise.resolve(null))
    expect(canSaveIntoFolder()).toBe(true)
    vi.unstubAllGlobals()
  })

  it('that is closed is no fault, and one that is refused is', async () => {
    pick(() => Promise.reject(new DOMException('closed', 'AbortError')))
    expect(await chooseFolder()).toBeNull()
    pick(() => Promise.reject(new DOMException('refused', 'NotAllowedError')))
    await expect(chooseFolder()).rejects.toMatchObject({ name: 'NotAllowedError' })
    vi.unstubAllGlobals()
  })
})
