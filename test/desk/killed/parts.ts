/** The writing operations of the contract in three parts, so that they are killed side by side; none is left out. */
import { writingOperations } from '../../doubles/operations'

const groupOf = (name: string): string => name.slice(0, name.indexOf('.'))
const aboutOthers = ['accounts', 'otp', 'recovery', 'email', 'passwords']

export const onOneself = writingOperations().filter((name) => groupOf(name) === 'self')
export const onOthers = writingOperations().filter((name) => aboutOthers.includes(groupOf(name)))
export const allOther = writingOperations().filter((name) => !onOneself.includes(name) && !onOthers.includes(name))
