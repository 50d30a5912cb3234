/** Words people write for a role, a language, and for enabled or disabled, in English, Japanese and Korean. */
import { languages, type Language } from '../../src-preload/contract/accounts'
import { roles, type Role } from '../../src-preload/contract/rights'
import { foldKey } from './fold'

const roleWords: Readonly<Record<Role, readonly string[]>> = {
  administrator: [
    'admin',
    'administrators',
    '管理者',
    'システム管理者',
    'アドミニストレーター',
    'アドミン',
    '관리자',
    '시스템관리자',
    '어드민',
  ],
  helpdesk: [
    'servicedesk',
    'support',
    'ヘルプデスク',
    'サポート',
    'サービスデスク',
    '헬프데스크',
    '서비스데스크',
    '지원',
  ],
  auditor: ['audit', '監査', '監査者', '監査人', '監査担当', '監査担当者', '감사', '감사자', '감사인', '감사담당자'],
  operator: [
    'operators',
    'オペレーター',
    'オペレータ',
    '運用',
    '運用者',
    '運用担当',
    '運用担当者',
    '操作者',
    '운영',
    '운영자',
    '오퍼레이터',
    '운영담당자',
  ],
  user: [
    'users',
    'member',
    'ordinary',
    'ユーザー',
    'ユーザ',
    '利用者',
    '一般',
    '一般ユーザー',
    '一般ユーザ',
    '一般利用者',
    '사용자',
    '일반',
    '일반사용자',
    '유저',
    '회원',
  ],
}

const languageWords: Readonly<Record<Language, readonly string[]>> = {
  en: ['english', 'eng', '英語', '영어', 'en-us', 'en-gb', 'anglais'],
  ja: ['japanese', 'jpn', 'jp', '日本語', '日語', '일본어', 'ja-jp'],
  ko: ['korean', 'kor', 'kr', '한국어', '한글', '韓国語', '朝鮮語', 'ko-kr'],
}

const enabledWords: Readonly<Record<'true' | 'false', readonly string[]>> = {
  true: [
    '1',
    'yes',
    'y',
    't',
    'on',
    'enabled',
    'enable',
    'active',
    '有効',
    '使用中',
    '在職',
    '利用中',
    'はい',
    '可',
    '○',
    '〇',
    '◯',
    '유효',
    '활성',
    '활성화',
    '사용',
    '사용중',
    '재직',
    '예',
    '가능',
  ],
  false: [
    '0',
    'no',
    'n',
    'f',
    'off',
    'disabled',
    'disable',
    'inactive',
    '無効',
    '停止',
    '停止中',
    '退職',
    '使用停止',
    '利用停止',
    'いいえ',
    '不可',
    '×',
    '✕',
    '무효',
    '비활성',
    '비활성화',
    '미사용',
    '중지',
    '퇴직',
    '아니오',
    '아니요',
    '불가',
  ],
}

const plain = (text: string): string => foldKey(text).replace(/[\s_-]+/gu, '')

/** The desk's own code of each word comes from `codes`, so a file we wrote reads back. */
function byWord<V extends string>(
  codes: readonly V[],
  words: Readonly<Record<V, readonly string[]>>,
): ReadonlyMap<string, V> {
  return new Map(codes.flatMap((code) => [code, ...words[code]].map((word) => [plain(word), code] as const)))
}

const rolesByWord = byWord(roles, roleWords)
const languagesByWord = byWord(languages, languageWords)
const enabledByWord = byWord(['true', 'false'] as const, enabledWords)

/** @returns the role `text` names; null where it names none. */
export const readRole = (text: string): Role | null => rolesByWord.get(plain(text)) ?? null

/** @returns the language `text` names; null where it names none we speak. */
export const readLanguage = (text: string): Language | null => languagesByWord.get(plain(text)) ?? null

/** @returns whether `text` says enabled; null where it says neither. */
export const readEnabled = (text: string): 'true' | 'false' | null => enabledByWord.get(plain(text)) ?? null
