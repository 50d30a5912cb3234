/** Titles of journeys through a row of the manual: the row first and alone, then the language where it is not English. */
import type { Spoken } from '../pages/names'

const languageName = { ja: 'Japanese', ko: 'Korean' } as const

/** @returns `M17 signs in …` as it is, or `M17 in Japanese: signs in …`. */
export const titled = (title: string, language: Spoken): string =>
  language === 'en' ? title : title.replace(' ', ` in ${languageName[language]}: `)
