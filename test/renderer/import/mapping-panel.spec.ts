/** The mapping the columns are taken by: which one, whether it fits, keeping it, and taking the place of another. */
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { ImportMapping } from '../../../src-preload/contract/imports'
import MappingPanel from '../../../src-renderer/components/import/MappingPanel.vue'
import { windowParts } from '../window-parts'

const kept: ImportMapping = {
  ...{ id: 'a'.repeat(26), name: 'HR, monthly', fields: { mail: 'email' }, matchBy: 'email', update: true },
  ...{ madeBy: 'Keiko Ito', madeAt: '2026-03-31T09:00:00.000Z' },
}
const mounted = (over: object = {}) =>
  mount(MappingPanel, {
    props: {
      ...{ mappings: [kept], applied: null, missing: 0, isChanged: false, mapped: true },
      ...{ busy: false, fault: null, disabled: false, ...over },
    },
    global: windowParts(),
    attachTo: document.body,
  })
const buttonOf = (panel: ReturnType<typeof mounted>, text: string) =>
  panel.findAll('button').find((button) => button.text() === text)

describe('MappingPanel', () => {
  it('says of a mapping who kept it, what of it is missing, or that the columns were chosen otherwise since', () => {
    expect(mounted().text()).not.toContain('Kept by')
    expect(mounted({ applied: kept }).text()).toContain('All its headers are in this file. Kept by Keiko Ito.')
    expect(mounted({ applied: kept, missing: 2 }).text()).toContain('2 headers of it are not in this file.')
    expect(mounted({ applied: kept, isChanged: true }).text()).toContain('Columns were chosen otherwise since.')
  })

  it('keeps by a name, anew by its own, and takes the place of another only when that is said', async () => {
    const panel = mounted()
    await buttonOf(panel, 'Keep these columns as a mapping')?.trigger('click')
    await panel.get('input').setValue(' Payroll ')
    await panel.get('form').trigger('submit')
    expect(panel.emitted('keep')).toEqual([['Payroll', false]])
    await panel.setProps({ fault: { code: 'mapping-name-taken', data: {} } })
    expect(panel.text()).toContain('A mapping of this name is kept already.')
    await buttonOf(panel, 'Replace the kept one')?.trigger('submit')
    expect(panel.emitted('keep')?.at(-1)).toEqual(['Payroll', true])
    await panel.setProps({ applied: { ...kept, name: 'Payroll' }, fault: null })
    expect(panel.find('form').exists()).toBe(false)

    const again = mounted({ applied: kept })
    await buttonOf(again, 'Keep these columns as a mapping')?.trigger('click')
    await again.get('form').trigger('submit')
    expect(again.emitted('keep')).toEqual([['HR, monthly', true]])
  })

  it('forgets the one that is applied, and keeps nothing that cannot be checked', async () => {
    const panel = mounted({ applied: kept, mapped: false })
    await buttonOf(panel, 'Forget HR, monthly')?.trigger('click')
    expect(panel.emitted('forget')).toHaveLength(1)
    expect(buttonOf(panel, 'Keep these columns as a mapping')?.attributes('disabled')).toBeDefined()
  })
})
