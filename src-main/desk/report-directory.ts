/** The directory: accounts with all fields an import takes, under headers it guesses. The file comes back unchanged. */
import type { ImportField } from '../../src-preload/contract/imports'
import type { ReportOf } from '../../src-preload/contract/reports'
import type { AccountListRequest, AccountPage } from '../store/account-list'
import type { AccountRow } from '../store/accounts'
import type { Call } from './call'
import { tableOf, type ReportColumn } from './report-table'
import type { ReportWords } from './report-words'

const rowsEach = 500

interface Field {
  /** Its key in JSON Lines. */
  readonly key: string
  readonly text: (row: AccountRow) => string
  /** Where it is no text. */
  readonly fact?: (row: AccountRow) => string | boolean | null
}

/** Codes, not words: what a person reads in one language an import need not know in another. */
const fields: Readonly<Record<ImportField, Field>> = {
  email: { key: 'email', text: ({ email }) => email },
  name: { key: 'name', text: ({ name }) => name },
  'user-name': { key: 'userName', text: ({ user_name }) => user_name },
  department: { key: 'department', text: ({ department }) => department },
  phone: { key: 'phone', text: ({ phone }) => phone },
  'second-email': { key: 'secondEmail', text: ({ second_email }) => second_email },
  language: { key: 'language', text: ({ language }) => language ?? '', fact: ({ language }) => language },
  role: { key: 'role', text: ({ role }) => role },
  enabled: {
    key: 'enabled',
    text: ({ enabled }) => (enabled === 1 ? 'true' : 'false'),
    fact: ({ enabled }) => enabled === 1,
  },
}

const columnsOf = (words: ReportWords): ReportColumn<AccountRow>[] =>
  (Object.entries(fields) as [ImportField, Field][]).map(([field, { key, text, fact = text }]) => ({
    key,
    label: words.directory[field],
    text,
    facts: (row) => ({ [key]: fact(row) }),
  }))

/** Without anything above it: an import takes the first line for the headers. */
export function directoryTable(call: Call, what: Extract<ReportOf, { list: 'directory' }>, words: ReportWords) {
  const { store } = call.house
  async function* pages() {
    for (let from: string | null = null, more = true; more;) {
      const request: AccountListRequest = {
        ...{ filter: what.filter, from, direction: 'forward', limit: rowsEach, at: call.at },
      }
      const page: AccountPage = await store.read((tables) => tables.accountList.page(request))
      yield page.rows
      ;({ last: from, more } = page)
    }
  }
  const bare = { report: 'directory', what, heading: [], isBare: true }
  return tableOf<AccountRow>({ ...bare, columns: columnsOf(words), pages })
}
