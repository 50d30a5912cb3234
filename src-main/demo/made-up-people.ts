/** Made-up people for the demo store: a third with Japanese names, a tenth with Korean ones, the same at every start. */
import people from '../../resources/sample-data/people.json'

export interface MadeUpPerson {
  readonly name: string
  readonly email: string
  readonly userName: string
  readonly department: string
  readonly language: 'en' | 'ja' | 'ko'
}

/** @returns one of `list`, which has at least one, going round. */
export const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T

interface Names {
  readonly given: readonly string[]
  readonly family: readonly string[]
  readonly givenRead?: readonly string[]
  readonly familyRead?: readonly string[]
}

const ascii = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[^a-z]/giu, '')
    .toLowerCase()

function nameOf(names: Names, index: number, familyFirst: boolean) {
  const family = index % names.family.length
  // Another step for each round, so that the same family meets another given name.
  const given = (index * 7 + Math.floor(index / names.family.length)) % names.given.length
  const [f, g] = [pick(names.family, family), pick(names.given, given)]
  const read = [pick(names.givenRead ?? names.given, given), pick(names.familyRead ?? names.family, family)]
  return {
    name: familyFirst ? `${f}${names === people.korean ? '' : ' '}${g}` : `${g} ${f}`,
    mailbox: read.map(ascii).join('.'),
  }
}

/** @returns person number `index` (from 0) of the demo; the address is made unique by the number. */
export function madeUpPerson(index: number): MadeUpPerson {
  const language = index % 3 === 1 ? 'ja' : index % 10 === 0 ? 'ko' : 'en'
  const names = { ja: people.japanese, ko: people.korean, en: people.latin }[language]
  const { name, mailbox } = nameOf(names, index, language !== 'en')
  const number = String(index + 1).padStart(4, '0')
  return {
    name,
    email: `${mailbox}.${number}@corp.example`,
    userName: `u${number}`,
    department: pick(people.departments, index * 5 + Math.floor(index / 12)),
    language,
  }
}

/** @returns a reason an operator might have typed. */
export const madeUpReason = (index: number): string => pick(people.reasons, index)
