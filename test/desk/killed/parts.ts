/** The writing operations of the contract in three parts, so that they are killed side by side; two are left out, by name. */
import { writingOperations } from '../../doubles/operations'

const groupOf = (name: string): string => name.slice(0, name.indexOf('.'))
const aboutOthers = ['accounts', 'otp', 'recovery', 'email', 'passwords']

export const onOneself = writingOperations().filter((name) => groupOf(name) === 'self')
export const onOthers = writingOperations().filter((name) => aboutOthers.includes(groupOf(name)))
/**
 * These go on after their commit: the next start removes what a cut stands for (log-cut-killed.spec.ts), and a check has
 * nothing but its row to leave, written first, and the note of what it found once it is done. What lets a job run goes on
 * with it (jobs-killed.spec.ts).
 */
const goesOn = ['audit.cut', 'audit.check', 'jobs.start', 'jobs.approve', 'jobs.resume']
export const allOther = writingOperations().filter((name) => ![...onOneself, ...onOthers, ...goesOn].includes(name))
