/** The gate: never more at once than allowed, first come first served, and a bound on those who wait. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeScryptGate } from '../../src-main/engine/scrypt-gate'

/** Work that ends when it is told to. */
function held() {
  const begun: number[] = []
  const ends = new Map<number, { resolve: (value: number) => void; reject: (error: Error) => void }>()
  const work = (no: number) => () =>
    new Promise<number>((resolve, reject) => {
      begun.push(no)
      ends.set(no, { resolve, reject })
    })
  return { begun, ends, work }
}
const settled = async () => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
}

describe('makeScryptGate', () => {
  it('lets two run, sixteen wait in order, and refuses the next as busy without beginning it', async () => {
    const gate = makeScryptGate({ atOnce: 2, waiting: 16 })
    const { begun, ends, work } = held()
    const results = Array.from({ length: 18 }, (_, no) => gate.run(work(no)))
    await expect(gate.run(work(99))).rejects.toMatchObject({ code: 'busy' })
    await settled()
    expect(begun).toEqual([0, 1])
    for (let no = 0; no < 18; no += 1) {
      ends.get(no)?.resolve(no)
      await settled()
      expect(begun).toEqual(Array.from({ length: Math.min(18, no + 3) }, (_, place) => place))
    }
    expect(await Promise.all(results)).toEqual(Array.from({ length: 18 }, (_, no) => no))
  })

  it('is free again after everything failed, also where work throws at once', async () => {
    const gate = makeScryptGate({ atOnce: 1, waiting: 1 })
    const { ends, work } = held()
    const first = gate.run(work(0))
    const second = gate.run(() => {
      throw new Error('at once')
    })
    ends.get(0)?.reject(new Error('late'))
    await expect(first).rejects.toThrow('late')
    await expect(second).rejects.toThrow('at once')
    await expect(gate.run(() => Promise.resolve('free'))).resolves.toBe('free')
  })

  it('never runs more than it may, whatever comes and goes', async () => {
    const commands = fc.array(fc.oneof(fc.constant('come' as const), fc.nat({ max: 5 })), { maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(commands, fc.integer({ min: 1, max: 3 }), fc.nat({ max: 4 }), async (list, atOnce, waiting) => {
        const gate = makeScryptGate({ atOnce, waiting })
        const running: (() => void)[] = []
        let begun = 0
        let inside = 0
        let busy = 0
        for (const command of list) {
          if (command === 'come') {
            const before = inside
            gate
              .run(() => new Promise<void>((resolve) => ((begun += 1), running.push(resolve))))
              .catch(() => (busy += 1))
              .finally(() => (inside -= 1))
            inside += 1
            await settled()
            expect(busy > 0 && before < atOnce + waiting && inside > atOnce + waiting).toBe(false)
          } else running.splice(command, 1).forEach((end) => end())
          await settled()
          expect(running.length).toBeLessThanOrEqual(atOnce)
          expect(running.length).toBe(Math.min(atOnce, inside))
          expect(inside).toBeLessThanOrEqual(atOnce + waiting)
        }
        expect(begun).toBeGreaterThanOrEqual(running.length)
      }),
    )
  })
})
