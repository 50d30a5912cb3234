/** The words of a report in each language. */
import type { Language } from '../../../src-preload/contract/accounts'
import { en } from './en'
import { ja } from './ja'
import { ko } from './ko'
import type { ReportWords } from './words'

export type { ReportWords } from './words'

export const reportWords: Readonly<Record<Language, ReportWords>> = { en, ja, ko }

/** @returns `text` with its named values filled in. */
export const filled = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
