/** The names of the manual in one language: what every page of the journeys is found by. */
import type { Locator, Page } from '@playwright/test'
import type { ManualName } from '../../manual-names'
import { manualNames } from '../../manual-names'

export type Spoken = keyof ManualName

export const everyLanguage = ['en', 'ja', 'ko'] as const satisfies readonly Spoken[]

/** @returns the name of a thing in that language. */
export function called(thing: string, language: Spoken = 'en'): string {
  const name = manualNames[thing]
  if (!name) throw new Error(`the manual has no name for ${thing}`)
  return name[language]
}

type Role = 'button' | 'textbox' | 'link' | 'heading' | 'radio' | 'img' | 'dialog' | 'menuitem' | 'searchbox'

/** The thing of that role and by its very name. */
export const thing = (within: Page | Locator, role: Role, name: string, language: Spoken = 'en'): Locator =>
  within.getByRole(role, { name: called(name, language), exact: true })

/** What a language is called in itself. */
const ownName: Record<Spoken, string> = { en: 'English', ja: '日本語', ko: '한국어' }

/** Chooses the language on the page that is shown before anybody has signed in. */
export async function chooseLanguage(page: Page, language: Spoken): Promise<void> {
  await page.getByRole('button', { name: new RegExp(Object.values(ownName).join('|')) }).click()
  await page.getByRole('menuitemcheckbox', { name: ownName[language] }).click()
}
