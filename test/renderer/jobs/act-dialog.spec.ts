/** The dialog that chooses an act: what each needs, and that nothing is judged before it is typed. */
import { mount } from '@vue/test-utils'
import { nextTick } from 'vue'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { jobActKinds } from '../../../src-preload/contract/jobs'
import ActDialog from '../../../src-renderer/components/jobs/ActDialog.vue'
import { windowParts } from '../window-parts'

describe('ActDialog', () => {
  let dialog: ReturnType<typeof mount<typeof ActDialog>>
  const choose = async (name: string) => {
    const label = [...document.querySelectorAll('label')].find((one) => one.textContent.trim() === name)!
    document.getElementById(label.htmlFor)!.click()
    await nextTick()
  }
  const submit = async () => {
    document.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
    await nextTick()
  }
  async function type(into: HTMLInputElement | HTMLTextAreaElement, text: string) {
    into.value = text
    into.dispatchEvent(new Event('input'))
    await nextTick()
  }

  beforeEach(async () => {
    dialog = mount(ActDialog, {
      props: { open: true, count: 12, kinds: jobActKinds, departments: ['Legal'], busy: false, fault: null },
      global: windowParts(),
      attachTo: document.body,
    })
    await nextTick()
  })
  afterEach(() => dialog.unmount())

  it('says for how many, and that nothing changes', () => {
    expect(document.body.textContent).toContain('Choose an act for 12 accounts')
    expect(document.body.textContent).toContain('changes nothing')
  })

  it('asks for days from 0 to 90, and takes no others', async () => {
    await choose('Require enrolment')
    const days = document.querySelector<HTMLInputElement>('input[inputmode=numeric]')!
    await type(days, '91')
    await submit()
    expect(document.body.textContent).toContain('Type a number of days from 0 to 90.')
    expect(dialog.emitted('plan')).toBeUndefined()
    await type(days, '7')
    await submit()
    expect(dialog.emitted('plan')).toEqual([[{ kind: 'require-enrolment', graceDays: 7 }]])
  })

  it('sends no empty mail, and says whether an act can be undone', async () => {
    await choose('Send mail')
    expect(document.body.textContent).toContain('Cannot be undone.')
    await submit()
    expect(document.body.textContent).toContain('Type what the mail is to say.')
    await type(document.querySelector('textarea')!, 'The desk moves on Monday.')
    await submit()
    expect(dialog.emitted('plan')).toEqual([[{ kind: 'send-mail', text: 'The desk moves on Monday.' }]])
  })

  it('keeps what was chosen for one act while another is looked at', async () => {
    await choose('Issue passwords')
    await choose('By mail')
    await choose('Clear MFA')
    await choose('Issue passwords')
    await submit()
    expect(dialog.emitted('plan')).toEqual([[{ kind: 'issue-password', way: 'mail' }]])
  })
})
