/** The panel of columns: what was guessed, what was chosen, what is wrong with the choice. */
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { ImportField } from '../../../src-preload/contract/imports'
import ColumnPanel from '../../../src-renderer/components/import/ColumnPanel.vue'
import { windowParts } from '../window-parts'

const read = [
  { header: 'メール', sample: 'tanaka@corp.example', guess: 'email' as const },
  { header: '氏名', sample: '田中 一', guess: 'name' as const },
  { header: '', sample: '夜勤', guess: null },
]
function mounted(columns: (ImportField | null)[], over: object = {}) {
  return mount(ColumnPanel, {
    props: {
      read,
      columns,
      kind: 'csv',
      encoding: 'shift_jis',
      separator: ',',
      chosen: false,
      twice: new Set<number>(),
      matchMissing: false,
      disabled: false,
      matchBy: 'email',
      update: true,
      ...over,
    },
    global: windowParts(),
  })
}

describe('ColumnPanel', () => {
  it('says what was found out, and of each column a sample and whether it was guessed', () => {
    const panel = mounted(['email', 'department', null])
    expect(panel.text()).toContain('Encoding Shift_JIS and separator comma were found out.')
    expect(panel.findAll('li').map((row) => row.text().replace(/\s+/g, ' '))).toEqual([
      expect.stringMatching(/^メールtanaka@corp\.example.*guessed$/),
      expect.stringMatching(/^氏名田中 一.*by you$/),
      expect.stringMatching(/^Column 3夜勤/),
    ])
    expect(panel.findAll('[role="combobox"]').map((select) => select.attributes('aria-label'))).toEqual([
      'メール is taken as',
      '氏名 is taken as',
      'Column 3 is taken as',
      undefined,
    ])
  })

  it('opens the choice of another encoding only when asked', async () => {
    const panel = mounted(['email', 'name', null])
    expect(panel.text()).not.toContain('Separator')
    await panel.get('button[type="button"]:not([role])').trigger('click')
    expect(panel.text()).toContain('Separator')
  })

  it('says at the column that it is taken twice, and at the match that nothing is taken as it', () => {
    const panel = mounted([null, 'name', 'name'], { twice: new Set([1, 2]), matchMissing: true })
    expect(panel.findAll('li').filter((row) => row.text().includes('Taken twice'))).toHaveLength(2)
    expect(panel.text()).toContain('No column is taken as this. Say which one it is.')
  })
})
