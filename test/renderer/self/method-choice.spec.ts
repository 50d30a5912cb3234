/** M2, M14: the two methods by their names, what each is as its description, and email where the policy takes none. */
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import ClearActs from '../../../src-renderer/components/self/ClearActs.vue'
import MethodChoice from '../../../src-renderer/components/self/MethodChoice.vue'
import { windowParts } from '../window-parts'

const choice = (props: object = {}) =>
  mount(MethodChoice, {
    props: { modelValue: 'otp', emailAllowed: true, inUse: null, ...props },
    global: windowParts(),
    attachTo: document.body,
  })

describe('the choice of the method', () => {
  it('M2 names the methods OTP and Email, and recommends OTP in its description', () => {
    const shown = choice()
    const radios = shown.findAll('input[type="radio"]')
    const names = radios.map((radio) => shown.get(`label[for="${radio.attributes('id')}"]`).text())
    expect(names).toEqual(['OTP', 'Email'])
    const what = radios.map((radio) => shown.get(`[id="${radio.attributes('aria-describedby')}"]`).text())
    expect(what[0]).toMatch(/^Recommended\..*app on your phone/)
    expect(what[1]).toMatch(/mail/)
  })

  it('does not offer email under the strict policy, and says so', () => {
    const shown = choice({ emailAllowed: false })
    const radio = shown.findAll('input[type="radio"]')[1]!
    expect(radio.attributes('disabled')).toBeDefined()
    expect(shown.get(`[id="${radio.attributes('aria-describedby')}"]`).text()).toContain('does not take email')
  })

  it('marks the one in use', () => {
    expect(choice({ inUse: 'email' }).findAll('label')[1]!.element.parentElement?.textContent).toContain('In use')
  })
})

describe('taking a method away', () => {
  const acts = (props: object) =>
    mount(ClearActs, {
      props: { hasKey: false, hasMethod: false, confined: false, ...props },
      global: windowParts(),
    })
  const open = (shown: ReturnType<typeof acts>) =>
    shown.findAll('button').map((button) => button.attributes('disabled') === undefined)

  it.each([
    ['nothing is active', {}, [false, false], 'no method is active yet'],
    ['OTP is active', { hasKey: true, hasMethod: true }, [true, true], ''],
    ['email is active', { hasMethod: true }, [false, true], 'the method is email'],
    ['only the set-up is open', { hasKey: true, hasMethod: true, confined: true }, [false, false], 'Not while'],
  ])('M14 where %s', (_, props, pressed, reason) => {
    const shown = acts(props)
    expect(shown.findAll('button').map((button) => button.text())).toEqual(['Delete OTP key', 'Clear MFA'])
    expect(open(shown)).toEqual(pressed)
    expect(shown.find('p').exists() ? shown.get('p').text() : '').toContain(reason)
  })
})
