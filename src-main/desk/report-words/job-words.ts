/** The words of the tables of a job, in each language: those of the window, held equal by a spec. */
import type { Language } from '../../../src-preload/contract/accounts'
import type { JobPart, JobProblem, ListedKind, RowResult } from '../../../src-preload/contract/jobs'

export interface JobWords {
  readonly title: Record<'dry-run' | 'results', string>
  readonly heading: Record<'act' | 'reason' | 'by' | 'at' | 'ended', string>
  readonly column: Record<
    'name' | 'email' | 'department' | 'role' | 'part' | 'problem' | 'staff' | 'result' | 'at' | 'auditNo',
    string
  >
  readonly yes: string
  readonly act: Record<ListedKind, string>
  readonly part: Record<JobPart, string>
  readonly problem: Record<JobProblem, string>
  readonly result: Record<RowResult | 'open', string>
}

const en: JobWords = {
  title: {
    'dry-run': 'Dry run of job {no}',
    results: 'Results of job {no}',
  },
  heading: {
    act: 'Act',
    reason: 'Reason',
    by: 'Made by',
    at: 'Dry run made',
    ended: 'Ended',
  },
  column: {
    name: 'Name',
    email: 'Email',
    department: 'Department',
    role: 'Role',
    part: 'Dry run',
    problem: 'Why',
    staff: 'Staff',
    result: 'Result',
    at: 'At',
    auditNo: 'Log row',
  },
  yes: 'yes',
  act: {
    'require-enrolment': 'Require enrolment',
    reissue: 'Re-issue OTP keys',
    'renew-codes': 'New recovery codes',
    'issue-password': 'Issue passwords',
    'clear-mfa': 'Clear MFA',
    disable: 'Disable accounts',
    enable: 'Enable accounts',
    unlock: 'Unlock accounts',
    'set-policy': 'Set policy',
    'set-role': 'Change role',
    'set-department': 'Set department',
    'send-mail': 'Send mail',
    import: 'Import',
    undo: 'Undo job {no}',
  },
  part: {
    change: 'would change',
    same: 'already so',
    'left-out': 'left out',
    'no-way-in': 'would have no way in',
  },
  problem: {
    'own-account': 'Own account of the maker',
    'staff-account': 'Staff; administrators only',
    'account-disabled': 'Account disabled',
    'not-enrolled': 'No active factor',
    'not-locked': 'Not locked out',
    'password-by-mail': 'Its method is email: no password by mail',
    'last-administrator': 'The last enabled administrator',
    'second-person-needed': 'Needs a second person',
    'changed-meanwhile': 'Changed since',
    'not-found': 'The account is gone',
    'no-password': 'No password that works',
    'mail-fails': 'The last mail to its address failed',
  },
  result: {
    done: 'Done',
    same: 'So already',
    refused: 'Refused',
    cancelled: 'Given up',
    open: 'To come',
  },
}

const ja: JobWords = {
  title: {
    'dry-run': '作業{no}の予行',
    results: '作業{no}の結果',
  },
  heading: {
    act: '操作',
    reason: '理由',
    by: '作成した人',
    at: '予行の日時',
    ended: '終了',
  },
  column: {
    name: '名前',
    email: 'メール',
    department: '部署',
    role: '役割',
    part: '予行',
    problem: '理由',
    staff: 'スタッフ',
    result: '結果',
    at: '日時',
    auditNo: '記録番号',
  },
  yes: 'はい',
  act: {
    'require-enrolment': '登録を必須にする',
    reissue: 'OTPキーの再発行',
    'renew-codes': '復旧コード再生成',
    'issue-password': 'パスワードの発行',
    'clear-mfa': 'MFAをクリアする',
    disable: 'アカウントの無効化',
    enable: 'アカウントの有効化',
    unlock: 'ロックの一括解除',
    'set-policy': 'ポリシーの設定',
    'set-role': '役割の変更',
    'set-department': '部署の設定',
    'send-mail': 'メールの送信',
    import: '取り込み',
    undo: '作業{no}を元に戻す',
  },
  part: {
    change: '変わります',
    same: '変更不要',
    'left-out': '除外',
    'no-way-in': 'ログイン不可',
  },
  problem: {
    'own-account': '作成者本人のアカウント',
    'staff-account': 'スタッフ（管理者のみ操作可）',
    'account-disabled': 'アカウントが無効',
    'not-enrolled': '有効な要素がない',
    'not-locked': 'ロックされていない',
    'password-by-mail': '方法がEメールなので、パスワードをメールで送れない',
    'last-administrator': '最後の有効な管理者',
    'second-person-needed': '二人目の承認が必要',
    'changed-meanwhile': 'その後に変更された',
    'not-found': 'アカウントがない',
    'no-password': '使えるパスワードがない',
    'mail-fails': '前回のメールが届かなかった',
  },
  result: {
    done: '完了',
    same: '変更不要',
    refused: '拒否',
    cancelled: '中止',
    open: 'これから',
  },
}

const ko: JobWords = {
  title: {
    'dry-run': '작업 {no} 예행 결과',
    results: '작업 {no} 결과',
  },
  heading: {
    act: '작업 내용',
    reason: '사유',
    by: '만든 사람',
    at: '예행 시각',
    ended: '종료',
  },
  column: {
    name: '이름',
    email: '이메일',
    department: '부서',
    role: '역할',
    part: '예행',
    problem: '이유',
    staff: '직원',
    result: '결과',
    at: '시각',
    auditNo: '기록 번호',
  },
  yes: '예',
  act: {
    'require-enrolment': '등록 필수 지정',
    reissue: 'OTP 키 재발급(여러 계정)',
    'renew-codes': '복구 코드 재생성',
    'issue-password': '비밀번호 발급',
    'clear-mfa': 'MFA 해제',
    disable: '계정 비활성화',
    enable: '계정 활성화',
    unlock: '잠금 해제(여러 계정)',
    'set-policy': '정책 설정',
    'set-role': '역할 변경',
    'set-department': '부서 설정',
    'send-mail': '메일 보내기',
    import: '가져오기',
    undo: '작업 {no} 되돌리기',
  },
  part: {
    change: '바뀜',
    same: '이미 그러함',
    'left-out': '제외',
    'no-way-in': '로그인할 수 없게 됨',
  },
  problem: {
    'own-account': '만든 사람 본인의 계정',
    'staff-account': '직원(관리자만 가능)',
    'account-disabled': '계정이 비활성',
    'not-enrolled': '사용 중인 인증 수단 없음',
    'not-locked': '잠기지 않음',
    'password-by-mail': '인증 방법이 이메일이라 비밀번호를 메일로 보낼 수 없음',
    'last-administrator': '마지막 활성 관리자',
    'second-person-needed': '두 번째 사람의 승인 필요',
    'changed-meanwhile': '그 뒤에 바뀜',
    'not-found': '계정이 없음',
    'no-password': '쓸 수 있는 비밀번호 없음',
    'mail-fails': '지난 메일이 실패함',
  },
  result: {
    done: '완료',
    same: '이미 그러함',
    refused: '거부',
    cancelled: '중단',
    open: '남음',
  },
}

export const jobWords: Readonly<Record<Language, JobWords>> = { en, ja, ko }
