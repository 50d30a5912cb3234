/** The contract walked by name: for tables of tests that must not miss an operation. */
import { ORPCError } from '@orpc/client'
import { contract, type Desk } from '../../src-preload/contract'
import type { Facts } from '../../src-preload/contract/facts'

/** @returns `group.verb` of every operation of the contract. */
export const operationNames = (): string[] =>
  Object.entries(contract).flatMap(([group, operations]) => Object.keys(operations).map((verb) => `${group}.${verb}`))

/** @returns the facts the contract states of `name`. */
export function factsOf(name: string): Facts {
  const [group = '', verb = ''] = name.split('.')
  const operation = (contract as unknown as Record<string, Record<string, { '~orpc': { meta: Facts } }>>)[group]?.[verb]
  if (!operation) throw new Error(`no operation ${name}`)
  return operation['~orpc'].meta
}

/** @returns whether `name` takes anything at all, which could then be wrong. */
export function takesInput(name: string): boolean {
  const [group = '', verb = ''] = name.split('.')
  const operations = contract as unknown as Record<string, Record<string, { '~orpc': { inputSchema?: unknown } }>>
  return operations[group]?.[verb]?.['~orpc'].inputSchema !== undefined
}

/** @returns the names of the operations that write. */
export const writingOperations = (): string[] => operationNames().filter((name) => factsOf(name).writes)

/** @returns the names of the operations whose refusal leaves a row though they write nothing. */
export const preparingOperations = (): string[] =>
  operationNames().filter((name) => factsOf(name).recordsRefusal && !factsOf(name).writes)

/** Calls `name` with any input at all: what no typed caller could send. */
export function callByName(desk: Desk, name: string, input: unknown): Promise<unknown> {
  const [group = '', verb = ''] = name.split('.')
  const operations = (desk as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>)[group]
  return operations![verb]!(input)
}

/** @returns the fault code `answer` was refused with, or null where it was not refused. @throws what is no fault. */
export async function faultOf(answer: Promise<unknown>): Promise<string | null> {
  try {
    await answer
    return null
  } catch (error) {
    if (error instanceof ORPCError) return String(error.code)
    throw error
  }
}

/** @returns the refused answer whole. */
export async function refusalOf(answer: Promise<unknown>): Promise<{ code: string; data: unknown }> {
  try {
    await answer
  } catch (error) {
    if (error instanceof ORPCError) return { code: String(error.code), data: error.data }
    throw error
  }
  throw new Error('was not refused')
}
