/** A CSV of made-up accounts of any length, always the same for the same length: a third with Japanese names. */

/** Somebody to look for in a generated file: the only one of this given name, which is two characters long. */
export const knownPerson = {
  /** Line of the file, header included; only files of this many lines and more hold her. */
  line: 777,
  name: '神楽坂 千尋',
  givenName: '千尋',
  email: 'chihiro.kagurazaka@corp.example',
} as const

const families = ['田中', '佐藤', '鈴木', '髙橋', '渡邊', '伊藤', '山本', '中村', '小林', '加藤', '吉田', '山田']
const given = ['太郎', '花子', '一郎', '美咲', '健太', '直樹', '陽子', '翔太', '由美', '誠', '愛', '大輔']
const first = ['Ada', 'Grace', 'Linus', 'Barbara', 'Edsger', 'Margaret', 'Alan', 'Frances', 'Niklaus', 'Radia']
const last = ['Lovelace', 'Hopper', 'Turing', 'Liskov', 'Dijkstra', 'Hamilton', 'Perlman', 'Wirth', 'Allen', 'Moore']
const departments = ['営業部', '開発部', '総務部', '"Support, Tier 2"', 'R&D', 'Finance', '人事部', 'Sales']

const pick = (list: readonly string[], at: number): string => list[at % list.length] ?? ''

function person(place: number): string {
  // Every third has a Japanese name; the strides keep neighbours apart.
  const japanese = place % 3 === 0
  const name = japanese
    ? `${pick(families, Math.floor(place / 3))} ${pick(given, Math.floor(place / 36))}`
    : `${pick(first, place)} ${pick(last, Math.floor(place / 10))}`
  return `person${place}@corp.example,${name},${pick(departments, place * 7)},person${place},user`
}

/**
 * @param lines - records after the header; each is a good line about a person of its own
 * @returns the whole file as text: UTF-8 when written, CRLF
 */
export function accountsCsv(lines: number): string {
  const rows = ['Email,Name,Department,User name,Role']
  for (let place = 0; place < lines; place += 1) {
    const { line, name, email } = knownPerson
    rows.push(place + 2 === line ? `${email},${name},営業部,chihiro,user` : person(place))
  }
  return `${rows.join('\r\n')}\r\n`
}
