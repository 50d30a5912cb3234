/** Which field each column of a CSV file holds, guessed from its header in English, Japanese or Korean. */
import type { ImportField } from '../../src-preload/contract/imports'
import { foldKey } from './fold'

/** Headers by field as `plainHeader` makes them, most telling first: where a file has two, the earlier word wins. */
const words: Readonly<Record<ImportField, string>> = {
  'user-name': `
    samaccountname username loginname logonname accountname userid loginid logonid uid login logon
    account id employeeid userprincipalname upn ユーザー名 ユーザ名 ユーザーid ユーザid ログイン名
    ログオン名 ログインid アカウント名 アカウントid アカウント 利用者id 利用者名 社員番号 社員id
    職員番号 사용자명 사용자이름 사용자아이디 사용자id 로그인id 로그인아이디 로그인명 계정명 계정
    아이디 사번 직원번호
  `,
  email: `
    email emailaddress mail mailaddress primaryemail workemail smtp primarysmtpaddress address
    userprincipalname upn メール メールアドレス eメール eメールアドレス 電子メール
    電子メールアドレス mailアドレス emailアドレス 会社メール アドレス 이메일 이메일주소 전자메일
    전자우편 메일 메일주소 회사메일 회사이메일 주소
  `,
  'second-email': `
    secondemail secondaryemail secondaryemailaddress alternateemail alternateemailaddress
    alternativeemail otheremail othermail othermailbox email2 mail2 backupemail recoveryemail
    privateemail personalemail 予備メール 予備メールアドレス 予備のメール 第2メール 第二メール
    メール2 メールアドレス2 サブメール サブメールアドレス 個人メール 連絡用メール 副メール
    副メールアドレス 보조이메일 보조메일 보조이메일주소 두번째이메일 제2이메일 이메일2 예비이메일
    개인이메일 개인메일 복구이메일
  `,
  phone: `
    phone phonenumber telephone telephonenumber mobile mobilephone mobilenumber officephone
    workphone businessphone tel cellphone cell callbacknumber extension ext 電話 電話番号 携帯
    携帯電話 携帯番号 携帯電話番号 連絡先 内線 内線番号 会社電話 tel番号 전화 전화번호 휴대폰
    휴대폰번호 휴대전화 휴대전화번호 핸드폰 연락처 내선 내선번호 회사전화
  `,
  name: `
    displayname name fullname cn commonname personname employeename realname 氏名 名前 表示名 姓名
    フルネーム 社員名 職員名 お名前 利用者氏名 ユーザー氏名 이름 성명 표시이름 표시명 성함 직원명
    사원명 사용자성명
  `,
  department: `
    department dept departmentname division section team unit orgunit organizationalunit ou
    organization organisation group 部署 部署名 部門 部門名 所属 所属部署 所属部門 所属名 部 課
    部課 組織 組織名 チーム グループ 부서 부서명 소속 소속부서 팀 팀명 조직 조직명 본부 부문
  `,
  language: `
    language preferredlanguage lang locale uilanguage displaylanguage 言語 表示言語 使用言語
    優先言語 ロケール 言語設定 언어 표시언어 사용언어 기본언어 로캘 로케일 언어설정
  `,
  role: `
    role userrole accountrole deskrole permission permissions privilege accesslevel authority
    usertype 権限 役割 ロール ユーザー権限 ユーザ権限 権限名 利用権限 アクセス権限 権限区分 권한
    역할 롤 사용자권한 접근권한 권한명 권한구분
  `,
  enabled: `
    enabled accountenabled isenabled active isactive status accountstatus state 有効 有効無効
    有効/無効 状態 アカウント状態 ステータス 利用状態 有効フラグ 使用可否 사용여부 사용 활성 활성화
    활성여부 활성화여부 상태 계정상태 유효
  `,
}

/**
 * @param headers - first record of the file, as it stands.
 * @returns for each column the field it most likely holds, null where nothing is guessed; no field twice.
 */
export function guessColumns(headers: readonly string[]): (ImportField | null)[] {
  const guesses: (ImportField | null)[] = headers.map(() => null)
  const plain = headers.map(plainHeader)
  // Fields that read a general word only where nothing better stands there come after those that own it.
  const order: readonly ImportField[] = [
    'email',
    'second-email',
    'user-name',
    'name',
    'phone',
    'department',
    'language',
    'role',
    'enabled',
  ]
  for (const field of order) {
    for (const word of words[field].trim().split(/\s+/u)) {
      const column = plain.findIndex((header, place) => guesses[place] === null && header === word)
      if (column < 0) continue
      guesses[column] = field
      break
    }
  }
  return guesses
}

/** `E-Mail Address *`, `メール（必須）` and `mail_address` are `emailaddress`, `メール` and `mailaddress`. */
function plainHeader(header: string): string {
  return foldKey(header)
    .replace(/\s*[([【<].*[)\]】>]\s*/gu, '')
    .replace(/[\s_.:*'"‐–—・-]+/gu, '')
}

/** @returns what lines are best matched by: the address where the file has one. */
export function guessMatchBy(columns: readonly (ImportField | null)[]): 'email' | 'user-name' {
  return !columns.includes('email') && columns.includes('user-name') ? 'user-name' : 'email'
}
