/** Finding accounts by what people type: two characters of Japanese and Korean names, parts of words, several words. */
import { expect, test } from 'vitest'
import type { GivenAccount } from '../../src-main/store/accounts'
import type { Store } from '../../src-main/store/store'
import { account, tempStore } from './temp-store'

const people: GivenAccount[] = [
  account('taro', { name: '田中 太郎', email: 'taro.tanaka@corp.example', department: '営業部', user_name: 'ttanaka' }),
  account('hanako', { name: '山田 花子', email: 'h.yamada@corp.example', department: '第二営業' }),
  account('minsu', { name: '김 민수', email: 'minsu@corp.example', department: '개발팀' }),
  account('anna', {
    name: 'Anna-Maria O’Neill',
    email: 'anna@corp.example',
    user_name: 'AMO77',
    phone: '+81 90-1234-5678',
  }),
  account('rei', { name: '李 明', email: 'rei@corp.example', department: 'R&D' }),
  account('kana', { name: 'ﾔﾏﾀﾞ カナ', email: 'kana@corp.example', department: '100%_"real"' }),
]

async function find(store: Store, search: string): Promise<string[]> {
  const request = { filter: { search }, from: null, direction: 'forward', limit: 100, at: '' } as const
  return (await store.read((tables) => tables.accountList.page(request))).rows.map((row) => row.id).toSorted()
}

test.each([
  ['太郎', ['taro']],
  ['田中', ['taro']],
  ['中太', []],
  ['営業', ['hanako', 'taro']],
  ['営業部', ['taro']],
  ['第二営業', ['hanako']],
  ['田', ['hanako', 'taro']],
  ['郎', ['taro']],
  ['明', ['rei']],
  ['李', ['rei']],
  ['李 明', ['rei']],
  ['민수', ['minsu']],
  ['수', ['minsu']],
  ['김 민수', ['minsu']],
  ['개발', ['minsu']],
  ['ヤマダ', ['kana']],
  ['ﾔﾏ', ['kana']],
  ['nak', ['taro']],
  ['TANAKA', ['taro']],
  ['ｔａｎａｋａ', ['taro']],
  ['na', ['anna', 'kana', 'taro']],
  ['a-m', ['anna']],
  ['amo', ['anna']],
  ['7', []],
  ['77', ['anna']],
  ['a', ['anna']],
  ['t', ['taro']],
  ['12345678', ['anna']],
  ['2345678901', []],
  ['819012', ['anna']],
  ['1234-56', ['anna']],
  ['r&', ['rei']],
  ['R&D', ['rei']],
  ['d@', []],
  ['a@', ['anna', 'hanako', 'kana', 'taro']],
  ['100%', ['kana']],
  ['%_', ['kana']],
  ['_"', ['kana']],
  ['"real"', ['kana']],
  ['" OR "a', []],
  ['太郎 tanaka', ['taro']],
  ['営業 花子', ['hanako']],
  ['営業 太郎 t', ['taro']],
  ['corp 田', ['hanako', 'taro']],
  ['corp 太郎 花子', []],
  ['a m', ['anna']],
  ['田中　太郎', ['taro']],
  ['zz', []],
  ['*', []],
  ['太*', []],
  ['NEAR(a b)', []],
])('%s finds %j', async (search, wanted) => {
  const { store } = await tempStore()
  await store.write((tables) => tables.accounts.insertMany(people))
  expect(await find(store, search)).toEqual(wanted)
})

test('white space alone is no search', async () => {
  const { store } = await tempStore()
  await store.write((tables) => tables.accounts.insertMany(people))
  expect(await find(store, ' \t　 ')).toHaveLength(people.length)
})

test('after a change of name the old one is not found, also by those changed together', async () => {
  const { store } = await tempStore()
  await store.write((tables) => tables.accounts.insertMany(people))
  await store.write(async (tables) => {
    expect(await tables.accounts.changeIfRev('taro', 1, { name: '佐藤 次郎', department: '人事' })).toBe(true)
    const fields = { name: '佐藤 三郎' }
    await tables.accounts.changeMany([
      { id: 'rei', fields },
      { id: 'hanako', fields },
      { id: 'rei', fields: { name: '佐藤 四郎' } },
    ])
  })
  expect(await find(store, '太郎')).toEqual([])
  expect(await find(store, '田中')).toEqual([])
  expect(await find(store, '営業部')).toEqual([])
  expect(await find(store, '三郎')).toEqual(['hanako'])
  expect(await find(store, '四郎')).toEqual(['rei'])
  expect(await find(store, '佐藤')).toEqual(['hanako', 'rei', 'taro'])
  expect(await find(store, 'tanaka')).toEqual(['taro'])
})

test('one Latin character says that it left some out where more begin with it than it looks at, whatever the filter', async () => {
  const { store } = await tempStore()
  const asked = (enabled?: boolean) =>
    store.read(async (tables) => {
      const filter = { search: 'z', ...(enabled === undefined ? {} : { enabled }) }
      const page = await tables.accountList.page({ filter, from: null, direction: 'forward', limit: 10, at: '' })
      const marks = await tables.accountList.marks({ filter, at: '' })
      expect(marks.capped).toBe(page.capped)
      return { capped: page.capped, total: marks.total }
    })
  const made = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, nr) =>
      account(`z${from + nr}`, { name: `Z ${from + nr}`, email: `p${from + nr}@corp.example`, enabled: 1 }),
    )
  await store.write((tables) => tables.accounts.insertMany(made(0, 500)))
  expect(await asked()).toEqual({ capped: false, total: 500 })
  expect(await asked(false)).toEqual({ capped: false, total: 0 })
  await store.write((tables) => tables.accounts.insertMany(made(500, 501)))
  expect(await asked()).toMatchObject({ capped: true })
  // Nobody disabled is among those looked at; whether one is among the others was not asked.
  expect(await asked(false)).toEqual({ capped: true, total: 0 })
})
