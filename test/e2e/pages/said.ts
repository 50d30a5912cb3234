/** What the desk says at the rows of the manual, in each language: sentences, where names.ts has the names of things. */
import type { Spoken } from './names'

type Said = Readonly<Record<Spoken, RegExp>>

const said = (en: RegExp, ja: RegExp, ko: RegExp): Said => ({ en, ja, ko })

/** The way back from a second step, in whatever language it stands. */
export const backToSignIn = /^(Back to sign in|ログインに戻る|로그인으로 돌아가기)$/

export const sentences = {
  recommended: said(/^Recommended/, /^推奨/, /^권장/),
  moreSteps: said(/two or more steps/, /2段階以上/, /두 단계 이상/),
  usedOnce: said(/a password used once/, /1回だけ使うパスワード/, /한 번만 쓰는 비밀번호/),
  needsApp: said(
    /^An authenticator app must be on your phone\.$/,
    /^端末に認証アプリが必要です。$/,
    /^휴대전화에 인증 앱이 있어야 합니다\.$/,
  ),
  scan: said(/^Scan a QR code$/, /^QRコードをスキャン$/, /^QR 코드 스캔$/),
  typeIn: said(/^Enter a setup key$/, /^セットアップ キーを入力$/, /^설정 키 입력$/),
  fitsNoKey: said(/does not fit this key/, /キーに合いません/, /키와 맞지 않습니다/),
  codesNotSaved: said(/not saved/, /保存もコピーも印刷もされておらず/, /저장, 복사, 인쇄하지 않았고/),
  standIn: said(/stand in for the OTP key/, /OTPキーの代わりになります/, /OTP 키를 대신합니다/),
  keepSafe: said(/safe place/, /安全な場所/, /안전한 곳/),
  toCheck: said(
    /To check.* sign out and sign in again/,
    /確認するには、ログアウトしてから/,
    /확인하려면 로그아웃한 뒤/,
  ),
  spamFolder: said(/look in the spam folder/, /迷惑メールフォルダーを確認/, /스팸 폴더를 확인/),
  emailIsOn: said(/^Email is on\./, /^Eメールが有効になりました。/, /^이메일을 사용합니다\./),
  wrongPassword: said(
    /Email or password is wrong/,
    /メールかパスワードが違います/,
    /이메일 또는 비밀번호가 틀렸습니다/,
  ),
  fitsNot: said(/This code does not fit/, /このコードは合いません/, /이 코드는 맞지 않습니다/),
  usedAlready: said(/was used already/, /使用済み/, /이미 사용한/),
  notInSet: said(/not in the present set/, /現在のセットにないコード/, /현재 세트에 없는 코드/),
  byRecoveryCode: said(
    /You signed in with a recovery code/,
    /復旧コードでログインしました/,
    /복구 코드로 로그인했습니다/,
  ),
} satisfies Record<string, Said>

/** Subjects of the mails, as their reader gets them. */
export const subjects = {
  setUpCode: said(/for setting up email/, /設定用/, /설정용/),
  signInCode: said(/for signing in/, /ログイン用/, /로그인용/),
  codeUsed: said(/recovery code was used/, /復旧コード.*使/, /복구 코드.*사용/),
  cleared: said(/was cleared/, /クリアされました/, /해제/),
} satisfies Record<string, Said>
