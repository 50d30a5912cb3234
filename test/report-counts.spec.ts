/** The one command counts what ran: nothing that failed, broke, or was skipped passes for a pass. */
import { describe, expect, it } from 'vitest'
import { readPlaywright, readVitest } from './report-counts'

const file = (status: string, ...tests: [string, string][]) => ({
  name: 'some.spec.ts',
  status,
  assertionResults: tests.map(([fullName, test]) => ({ fullName, status: test })),
})

describe('readVitest', () => {
  it('counts passed and failed tests and names those not run', () => {
    const testResults = [
      file('failed', ['adds', 'passed'], ['takes away', 'failed']),
      file('passed', ['waits', 'pending']),
    ]
    expect(readVitest({ testResults })).toEqual({ passed: 1, failed: 1, notRun: ['waits: pending'] })
  })

  it('counts a file that could not be loaded, or has no test, as one that failed', () => {
    expect(readVitest({ testResults: [file('failed'), file('passed')] })).toEqual({ passed: 0, failed: 2, notRun: [] })
  })
})

describe('readPlaywright', () => {
  const spec = (title: string, status: string) => ({ title, tests: [{ projectName: 'loopback', status }] })

  it('counts nested tests; a second try and an error outside of any test are failures', () => {
    const report = {
      errors: [{ message: 'the configuration is broken' }],
      suites: [
        {
          title: 'a.journey.ts',
          specs: [spec('signs in', 'expected'), spec('prints', 'skipped')],
          suites: [{ title: 'inner', specs: [spec('saves', 'flaky'), spec('copies', 'unexpected')] }],
        },
      ],
    }
    expect(readPlaywright(report)).toEqual({ passed: 1, failed: 3, notRun: ['prints (loopback): not run'] })
  })
})
