/** The words a filter of the log can hold, in the order of its menus; complete by their types. */
import type { AuditHost, AuditRow, AuditTime } from '../../../src-preload/contract/audit'

const times: Readonly<Record<AuditTime, true>> = { today: true, yesterday: true, 'days-7': true, 'days-30': true }
const results: Readonly<Record<AuditRow['result'], true>> = { done: true, refused: true, failed: true }
const hosts: Readonly<Record<AuditHost, true>> = { electron: true, loopback: true, 'in-process': true, start: true }

export const auditTimes = Object.keys(times) as AuditTime[]
export const auditResults = Object.keys(results) as AuditRow['result'][]
export const auditHosts = Object.keys(hosts) as AuditHost[]
