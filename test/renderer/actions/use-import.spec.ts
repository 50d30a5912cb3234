/** The import page's acts over a desk of the spec's own: what a cancel that came too late shows. */
import { createPinia, setActivePinia } from 'pinia'
import { ORPCError } from '@orpc/client'
import { beforeEach, expect, it, vi } from 'vitest'
import { desk } from '../../../src-renderer/bridge/desk'
import { useImport } from '../../../src-renderer/actions/use-import'
import { wordsAt } from '../words'

vi.mock('../../../src-renderer/bridge/desk', () => ({
  onSessionLost: () => undefined,
  desk: { imports: { open: vi.fn(), check: vi.fn(), progress: vi.fn(), apply: vi.fn(), cancel: vi.fn() } },
}))

const done = { phase: 'done', done: 2, total: 2, counts: { new: 2, changed: 0, same: 0, refused: 0 }, fault: null }
const refuse = (code: string) => () => Promise.reject(new ORPCError(code, { defined: true, data: {} }))

beforeEach(() => {
  setActivePinia(createPinia())
  const reading = { encoding: 'utf-8', separator: ',', columns: [], matchBy: 'email', lines: 2 }
  vi.mocked(desk.imports.open).mockResolvedValue({ ...reading, importId: 'i', fileName: 'a.csv' } as never)
})

it('a cancel that came too late shows the import as done and says that it stands', async () => {
  const act = useImport()
  await act.openFile(new File(['email'], 'a.csv'), { encoding: null, separator: null })
  act.store.progress = { ...done, phase: 'writing' } as never
  vi.mocked(desk.imports.cancel).mockImplementation(refuse('import-done'))
  vi.mocked(desk.imports.progress).mockResolvedValue(done as never)
  await act.cancel()
  expect(act.step.value).toBe('import')
  expect(act.store.progress).toEqual(done)
  expect(act.fault.value?.code).toBe('import-done')
  expect(act.cancelled.value).toBe(false)
  expect(wordsAt('fault.import-done')).toMatch(/^The import was already done/)
})
