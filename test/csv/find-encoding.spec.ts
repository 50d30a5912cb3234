/** Encodings found out: byte order marks win, then what the bytes can be, then what the letters make likely. */
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { findEncoding } from '../../src-main/csv/find-encoding'

const noPause = (): Promise<void> => Promise.resolve()
const found = (bytes: Uint8Array) => findEncoding(bytes, noPause)

const japanese = 'メール,氏名,部署\r\ntakahashi@corp.example,髙橋 二,開発部\r\nsato@corp.example,佐藤 三,総務部\r\n'
const korean = '이메일,이름,부서\r\nkim@corp.example,김민준,영업부\r\nlee@corp.example,이서연,인사팀\r\n'
const latin = 'Email,Name,Department\r\nada@corp.example,Ada,R&D\r\n'

describe('findEncoding', () => {
  it.each([
    ['utf-8', japanese, 'utf8'],
    ['utf-8', korean, 'utf8'],
    ['utf-8', latin, 'utf8'],
    ['shift_jis', japanese, 'cp932'],
    ['cp949', korean, 'cp949'],
    ['utf-16le', japanese, 'utf-16le'],
    ['utf-16be', japanese, 'utf-16be'],
    ['utf-16le', latin, 'utf-16le'],
    ['utf-16be', korean, 'utf-16be'],
  ])('finds %s without a mark in %j', async (encoding, text, written) => {
    expect(await found(iconv.encode(text, written, { addBOM: false }))).toBe(encoding)
  })

  it.each([
    ['utf-8', 'utf8'],
    ['utf-16le', 'utf-16le'],
    ['utf-16be', 'utf-16be'],
  ])('believes the mark of %s', async (encoding, written) => {
    expect(await found(iconv.encode(japanese, written, { addBOM: true }))).toBe(encoding)
  })

  it('tells Japanese kanji without any kana from Korean', async () => {
    const kanji = 'mail,name\r\n' + ['田中太郎', '鈴木一郎', '営業部', '総務部', '人事課', '経理部'].join('\r\n')
    expect(await found(iconv.encode(kanji, 'cp932'))).toBe('shift_jis')
  })

  it('tells Korean with rare syllables from Japanese', async () => {
    const rare = 'mail,name\r\n' + ['뷁뷁', '김똠방', '박뙇', '최펲시'].join('\r\n')
    expect(await found(iconv.encode(rare, 'cp949'))).toBe('cp949')
  })

  it.each([
    ['a zip, and so a workbook', Buffer.from('504b030414000600', 'hex')],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['a PDF', Buffer.from('%PDF-1.7\n')],
    ['bytes of a program', Buffer.from(Array.from({ length: 4096 }, (_, place) => (place * 97 + (place >> 3)) % 256))],
  ])('takes %s for binary', async (_what, bytes) => {
    expect(await found(bytes)).toBe('binary')
  })

  it('calls text of no encoding we read unknown', async () => {
    const bytes = Buffer.concat([
      Buffer.from('mail,name\r\na@corp.example,'),
      Buffer.from([0xff, 0xff, 0x80, 0x20]),
      Buffer.from('\r\n'),
    ])
    expect(await found(bytes)).toBe('unknown')
  })

  it('judges a UTF-8 file with one wrong byte far behind the beginning not to be UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from(latin.repeat(10_000)), Buffer.from([0xff])])
    expect(await found(bytes)).not.toBe('utf-8')
  })
})
