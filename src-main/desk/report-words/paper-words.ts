/** The words of sheets and slips as files to be read, in each language. */
import type { Language } from '../../../src-preload/contract/accounts'

interface PaperWords {
  readonly sheet: string
  readonly slip: string
  readonly issuer: string
  readonly account: string
  readonly name: string
  readonly key: string
  readonly kind: string
  readonly kindInWords: string
  readonly address: string
  readonly password: string
  readonly until: string
  readonly sheetThen: readonly string[]
  readonly slipThen: readonly string[]
}

export const paperWords: Readonly<Record<Language, PaperWords>> = {
  en: {
    sheet: 'OTP key',
    slip: 'Password',
    issuer: 'Issuer',
    account: 'Account',
    name: 'Name',
    key: 'Key',
    kind: 'Kind',
    kindInWords: 'time-based, {digits} digits, {seconds} seconds, {algorithm}',
    address: 'Address for apps',
    password: 'Password',
    until: 'Good until',
    sheetThen: [
      '1. In your authenticator app press "Enter a setup key" and type account and key.',
      '2. Tell your help desk the token that the app shows: only then does the key work.',
      'Never tell anybody the key itself, and destroy this sheet once the key works.',
    ],
    slipThen: [
      'You choose your own password when you sign in with this one.',
      'Never tell anybody a password. Destroy this slip once you have changed it.',
    ],
  },
  ja: {
    sheet: 'OTPキー',
    slip: 'パスワード',
    issuer: '発行者',
    account: 'アカウント名',
    name: '名前',
    key: 'キー',
    kind: '種類',
    kindInWords: '時刻ベース、{digits}桁、{seconds}秒、{algorithm}',
    address: 'アプリ用アドレス',
    password: 'パスワード',
    until: '有効期限',
    sheetThen: [
      '1. 認証アプリで「セットアップ キーを入力」を選び、アカウント名とキーを入力します。',
      '2. アプリに表示されるトークンをヘルプデスクに伝えてください。検証されるまで、キーは使えません。',
      'キーそのものは誰にも教えないでください。キーが使えるようになったら、この書面を破棄してください。',
    ],
    slipThen: [
      'このパスワードでログインすると、自分のパスワードを設定します。',
      'パスワードは誰にも教えないでください。変更したら、この書面を破棄してください。',
    ],
  },
  ko: {
    sheet: 'OTP 키',
    slip: '비밀번호',
    issuer: '발급자',
    account: '계정 이름',
    name: '이름',
    key: '키',
    kind: '종류',
    kindInWords: '시간 기반, {digits}자리, {seconds}초, {algorithm}',
    address: '앱용 주소',
    password: '비밀번호',
    until: '유효 기한',
    sheetThen: [
      '1. 인증 앱에서 ‘설정 키 입력’을 누르고 계정 이름과 키를 입력하세요.',
      '2. 앱에 표시되는 토큰을 헬프 데스크에 알려 주세요. 검증이 끝나야 키를 쓸 수 있습니다.',
      '키는 누구에게도 알려 주지 마세요. 키를 쓸 수 있게 되면 이 안내문을 파기하세요.',
    ],
    slipThen: [
      '이 비밀번호로 로그인하면 자신의 비밀번호를 정하게 됩니다.',
      '비밀번호는 누구에게도 알려 주지 마세요. 바꾼 뒤에는 이 안내문을 파기하세요.',
    ],
  },
}
