/** Every fault of the contract, in every variant its data can tell apart, has a sentence that says what to do. */
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import * as z from 'zod'
import { faults } from '../../src-preload/contract/faults'
import type { FaultCode } from '../../src-preload/contract/faults'
import { faultCodes } from '../../src-renderer/bridge/fault'
import type { Fault } from '../../src-renderer/bridge/fault'
import { useFaultText } from '../../src-renderer/fault-text'
import { i18n } from '../../src-renderer/i18n'

/** One made-up value per field, and every value of a field that is an enumeration. */
function dataOf(schema: z.ZodType): Record<string, unknown>[] {
  if (!(schema instanceof z.ZodObject)) return [{}]
  let all: Record<string, unknown>[] = [{}]
  for (const [field, type] of Object.entries(schema.shape)) {
    const values =
      type instanceof z.ZodEnum
        ? type.options
        : type instanceof z.ZodNumber
          ? [-240, 240]
          : [type instanceof z.ZodBoolean ? true : '42']
    all = all.flatMap((data) => values.map((value) => ({ ...data, [field]: value })))
  }
  return all
}

const codes = Object.keys(faults) as FaultCode[]
const every = codes.flatMap((code) => dataOf(faults[code].data).map((data) => ({ code, data }) as Fault))

function say(fault: Fault): string {
  let text = ''
  const Speaker = defineComponent({
    setup() {
      text = useFaultText()(fault)
      return () => h('p')
    },
  })
  mount(Speaker, { global: { plugins: [i18n] } })
  return text
}

describe('the sentence of a fault', () => {
  it('is looked for under every code there is', () => {
    expect(Object.keys(faultCodes).sort()).toEqual([...codes].sort())
    expect(every.length).toBeGreaterThan(codes.length)
  })

  it.each(every.map((fault) => [`${fault.code} ${JSON.stringify(fault.data)}`, fault] as const))('%s', (_, fault) => {
    const text = say(fault)
    expect(text).not.toMatch(/^fault\./)
    expect(text.length).toBeGreaterThan(20)
    // nothing left unfilled, and none of the words the house does without
    expect(text).not.toMatch(/[{}|]|please|success|!/i)
  })

  it('tells a slow phone from a fast one, in minutes', () => {
    const off = (offSeconds: number) => say({ code: 'token-wrong', data: { problem: 'off', offSeconds } })
    expect(off(-245)).toContain('4 minutes old')
    expect(off(61)).toContain('1 minute early')
  })

  it('does not speak of a number where the desk gave none', () => {
    expect(say({ code: 'internal', data: { number: '' } })).not.toContain('number')
    expect(say({ code: 'internal', data: { number: 'F7K2' } })).toContain('F7K2')
  })
})
