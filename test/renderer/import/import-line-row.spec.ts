/** A line of the preview says in words what becomes of it: every reason, every change. */
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { lineProblems, type ImportLine } from '../../../src-preload/contract/imports'
import ImportLineRow from '../../../src-renderer/components/import/ImportLineRow.vue'
import { windowParts } from '../window-parts'

const line: ImportLine = {
  line: 9,
  place: 6,
  result: 'new',
  email: 'tanaka@corp.example',
  name: '田中 一',
  department: '',
  role: 'user',
  problem: null,
  problemField: null,
  problemLine: null,
  changes: [],
}
const mounted = (over: Partial<ImportLine>) =>
  mount(ImportLineRow, { props: { index: 6, top: 222, line: { ...line, ...over } }, global: windowParts() })
const cells = (over: Partial<ImportLine>) =>
  mounted(over)
    .findAll('[role="cell"]')
    .map((cell) => cell.text())

describe('ImportLineRow', () => {
  it('shows the number in the file, the result and who it is; what is empty is a dash', () => {
    expect(cells({})).toEqual(['9', 'New', 'tanaka@corp.example', '田中 一', '–'])
  })

  it.each(lineProblems)('says why a line is refused: %s', (problem) => {
    const why = cells({ result: 'refused', problem, problemField: 'name', problemLine: 2, role: 'emperor' })[5]
    // a missing sentence would show its key
    expect(why).toMatch(/^[A-Z]/)
    expect(why).not.toMatch(/import\.|\{/)
  })

  it('names the line that came first and the role that is not known', () => {
    expect(cells({ result: 'refused', problem: 'same-email', problemLine: 2 })[5]).toBe('Same address as line 2')
    expect(cells({ result: 'refused', problem: 'role-unknown', role: 'emperor' })[5]).toBe(
      'The role emperor is not known',
    )
  })

  it('says what changes, codes by their words and emptiness as such', () => {
    const changes: ImportLine['changes'] = [
      { field: 'department', from: '総務部', to: '' },
      { field: 'role', from: 'user', to: 'helpdesk' },
      { field: 'enabled', from: 'true', to: 'false' },
      { field: 'language', from: '', to: 'ja' },
    ]
    expect(cells({ result: 'changed', changes })[5]).toBe(
      'Department: 総務部 → (empty) · Role: User → Help desk · Enabled: yes → no · Language: (empty) → 日本語',
    )
  })

  it('shows markup in a name as text', () => {
    const row = mounted({ name: '<img src=x onerror=alert(1)>' })
    expect(row.find('img').exists()).toBe(false)
    expect(row.text()).toContain('<img src=x onerror=alert(1)>')
  })
})
