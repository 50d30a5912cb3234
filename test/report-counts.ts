/** Counts a run of vitest or Playwright by the JSON report it left. */

export interface Count {
  readonly passed: number
  readonly failed: number
  /** By name, each with what is known of why. */
  readonly notRun: readonly string[]
}

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}

/** A file that could not be loaded has no tests in the report: it counts as one that failed. */
export function readVitest(json: unknown): Count {
  const files = (json as VitestReport).testResults
  const tests = files.flatMap((file) => file.assertionResults)
  const broken = files.filter(
    (file) => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'),
  )
  const empty = files.filter((file) => file.status !== 'failed' && file.assertionResults.length === 0)
  const notRun = tests.filter(({ status }) => status !== 'passed' && status !== 'failed')
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: tests.filter(({ status }) => status === 'failed').length + broken.length + empty.length,
    notRun: notRun.map(({ fullName, status }) => `${fullName}: ${status}`),
  }
}

interface PlaywrightSuite {
  readonly title: string
  readonly suites?: readonly PlaywrightSuite[]
  readonly specs?: readonly {
    readonly title: string
    readonly tests: readonly { readonly projectName: string; readonly status: string }[]
  }[]
}

/** A test that passed only at a second try counts as failed; errors outside of any test count one each. */
export function readPlaywright(json: unknown): Count {
  const report = json as { suites: readonly PlaywrightSuite[]; errors?: readonly unknown[] }
  const walk = (suite: PlaywrightSuite): { title: string; project: string; status: string }[] => [
    ...(suite.specs ?? []).flatMap(({ title, tests }) =>
      tests.map(({ projectName, status }) => ({ title, project: projectName, status })),
    ),
    ...(suite.suites ?? []).flatMap(walk),
  ]
  const tests = report.suites.flatMap(walk)
  const skipped = tests.filter(({ status }) => status === 'skipped')
  const passed = tests.filter(({ status }) => status === 'expected').length
  return {
    passed,
    failed: tests.length - passed - skipped.length + (report.errors?.length ?? 0),
    notRun: skipped.map(({ title, project }) => `${title} (${project}): not run`),
  }
}
