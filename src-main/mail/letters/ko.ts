/** The words of letters in Korean; what is inserted is never followed by a particle. */
import type { LetterWords } from './letter-words'

const tellHelpDesk = '본인이 한 일이 아니거나 요청한 적이 없으면 바로 헬프 데스크에 알리십시오.'
const nobodyAsks = '전화로든 메일로든, 헬프 데스크를 포함하여 누구도 이것을 묻지 않습니다.'

export const ko: LetterWords = {
  greeting: (name) => `${name} 님께`,
  kinds: {
    'sign-in-code': {
      subject: '로그인용 인증 코드(Verification Code)',
      says: '계정에 올바른 비밀번호가 입력되어 2단계 인증을 기다리고 있습니다. 본인이라면 다음 코드를 ‘인증 코드’ 칸에 입력하십시오.',
      then: `${nobodyAsks} 지금 로그인하는 중이 아니라면 다른 사람이 비밀번호를 알고 있습니다. 코드를 아무에게도 알려 주지 말고, 비밀번호를 바꾸고, 헬프 데스크에 알리십시오.`,
    },
    'set-up-code': {
      subject: '이메일 설정용 인증 코드(Verification Code)',
      says: '이 코드로 이메일이 계정의 2단계 인증 방법이 됩니다. 계정 관리에서 다음 코드를 ‘인증 토큰’ 칸에 입력하고 ‘이메일 토큰 검증’을 누르십시오.',
      then: `${nobodyAsks} 요청한 적이 없으면 다른 사람이 계정에 로그인해 있을 수 있습니다. 코드를 아무에게도 알려 주지 말고 바로 헬프 데스크에 알리십시오.`,
    },
    'desk-code': {
      subject: '헬프 데스크에 알려 줄 인증 코드(Verification Code)',
      says: '지금 이야기하고 있는 헬프 데스크에서 이 메일함이 본인의 것인지 확인합니다. 다음 코드를 담당자에게 읽어 주십시오.',
      then: '다른 사람에게는 알려 주지 마십시오. 지금 헬프 데스크와 이야기하는 중이 아니라면 아무에게도 알려 주지 말고, 알고 있는 번호로 헬프 데스크에 전화하십시오.',
    },
    'address-code': {
      subject: '이메일 주소 확인용 인증 코드(Verification Code)',
      says: '이 주소가 계정의 주소로 입력되었습니다. 본인의 주소임을 확인하려면 계정 관리에서 다음 코드를 ‘주소 토큰’ 칸에 입력하십시오.',
      then: `${nobodyAsks} 요청한 적이 없으면 아무에게도 알려 주지 말고 헬프 데스크에 알리십시오.`,
    },
    'password-code': {
      subject: '비밀번호 변경용 인증 코드(Verification Code)',
      says: '이 코드로 계정의 비밀번호를 변경할 수 있습니다. 계정 관리의 ‘비밀번호’에서 다음 코드를 ‘인증 토큰’ 칸에 입력하십시오.',
      then: `${nobodyAsks} 요청한 적이 없으면 다른 사람이 계정에 로그인해 있을 수 있습니다. 코드를 아무에게도 알려 주지 말고 바로 헬프 데스크에 알리십시오.`,
    },
    'first-password': {
      subject: '초기 비밀번호 안내',
      says: '계정이 준비되었습니다. 이메일 주소와 다음 비밀번호로 로그인하십시오. 이어서 본인의 비밀번호를 정하게 됩니다.',
      then: `${nobodyAsks} 모르는 계정이면 헬프 데스크에 알리십시오.`,
    },
    'temporary-password': {
      subject: '임시 비밀번호 안내',
      says: '헬프 데스크에서 임시 비밀번호를 발급했습니다. 이전 비밀번호는 더 이상 쓸 수 없습니다. 다음 비밀번호로 로그인하십시오. 2단계 인증은 그대로입니다. 이어서 본인의 비밀번호를 정하게 됩니다.',
      then: `${nobodyAsks} 요청한 적이 없으면 바로 헬프 데스크에 알리십시오.`,
    },
    'otp-key-made-for-you': {
      subject: '새 OTP 키가 발급되었습니다',
      says: '계정에 새 OTP 키가 발급되었습니다. 토큰이 검증되면 효력이 생기며, 그때까지 로그인 방법은 바뀌지 않습니다.',
      then: tellHelpDesk,
    },
    'set-up-cancelled-for-you': {
      subject: 'OTP 설정이 취소되었습니다',
      says: '계정에서 검증을 기다리던 새 OTP 키가 폐기되었습니다. 로그인 방법은 바뀌지 않습니다.',
      then: tellHelpDesk,
    },
    'otp-enrolled': {
      subject: 'OTP가 설정되었습니다',
      says: 'OTP가 계정의 2단계 인증 방법이 되었습니다. 로그인할 때 인증 앱의 토큰을 입력합니다. 이전 방법과 이전 복구 코드는 더 이상 쓸 수 없습니다.',
      then: tellHelpDesk,
    },
    'email-enrolled': {
      subject: '이메일이 2단계 인증 방법으로 설정되었습니다',
      says: '이메일이 계정의 2단계 인증 방법이 되었습니다. 로그인할 때 메일로 받은 코드를 입력합니다. 이전 OTP 키와 복구 코드는 더 이상 쓸 수 없습니다.',
      then: tellHelpDesk,
    },
    'otp-key-deleted': {
      subject: 'OTP 키가 삭제되었습니다',
      says: '계정의 OTP 키와 복구 코드가 삭제되어 더 이상 쓸 수 없습니다. 계정의 세션은 종료되었습니다. 2단계 인증이 필수이면 다시 설정하게 됩니다.',
      then: tellHelpDesk,
    },
    'mfa-cleared': {
      subject: '다중 인증이 해제되었습니다',
      says: '계정의 2단계 인증이 그 키와 코드까지 모두 삭제되었습니다. 계정의 세션은 종료되었습니다. 2단계 인증이 필수이면 다시 설정하게 됩니다.',
      then: tellHelpDesk,
    },
    'recovery-codes-renewed': {
      subject: '새 복구 코드가 생성되었습니다',
      says: '계정에 새 복구 코드가 생성되었습니다. 이전 복구 코드는 이제 모두 쓸 수 없습니다. 보관 중인 파일을 새 파일로 바꾸십시오.',
      then: tellHelpDesk,
    },
    'recovery-code-used': {
      subject: '복구 코드가 사용되었습니다',
      says: '계정의 비밀번호와 복구 코드 하나가 로그인에 사용되었습니다. 그 복구 코드는 더 이상 쓸 수 없습니다. 지금 OTP 또는 이메일을 다시 설정하십시오.',
      then: '본인이 아니라면 다른 사람이 비밀번호와 복구 코드를 가지고 있습니다. 바로 헬프 데스크에 알리십시오.',
    },
    'account-locked': {
      subject: '계정이 일시적으로 잠겼습니다',
      says: '올바른 비밀번호가 입력된 뒤 잘못된 코드가 여러 번 입력되었습니다. 아래 시각까지 이 계정에는 아무도 로그인할 수 없습니다.',
      then: '본인이라면 기다리거나 헬프 데스크에 잠금 해제를 요청하십시오. 본인이 아니라면 다른 사람이 비밀번호를 알고 있습니다. 바로 헬프 데스크에 알리십시오.',
    },
    'account-unlocked': {
      subject: '계정의 잠금이 해제되었습니다',
      says: '계정의 잠금이 해제되어 다시 로그인할 수 있습니다.',
      then: tellHelpDesk,
    },
    'factor-disabled': {
      subject: '2단계 인증이 비활성화되었습니다',
      says: '올바른 비밀번호가 입력된 뒤 잘못된 코드가 연속으로 너무 많이 입력되었습니다. 2단계 인증이 비활성화되어, 헬프 데스크와 함께 다시 설정할 때까지 로그인할 수 없습니다.',
      then: '헬프 데스크에 전화하십시오. 잘못된 코드를 입력한 사람이 본인이 아니라면 다른 사람이 비밀번호를 알고 있는 것이니 그 사실도 알리십시오.',
    },
    'password-changed': {
      subject: '비밀번호가 변경되었습니다',
      says: '계정의 비밀번호가 변경되었습니다. 이전 비밀번호는 더 이상 쓸 수 없으며, 계정의 다른 세션은 종료되었습니다.',
      then: tellHelpDesk,
    },
    'temporary-password-issued': {
      subject: '임시 비밀번호가 발급되었습니다',
      says: '계정에 임시 비밀번호가 발급되었습니다. 메일이나 종이로 전달됩니다. 이전 비밀번호는 더 이상 쓸 수 없습니다. 2단계 인증은 그대로입니다.',
      then: tellHelpDesk,
    },
    'email-changed': {
      subject: '이메일 주소가 변경되었습니다',
      says: '계정의 이메일 주소가 변경되었습니다. 앞으로 코드와 안내는 새 주소로 갑니다. 이 안내는 두 주소 모두에 보냅니다.',
      then: tellHelpDesk,
    },
    'role-changed': {
      subject: '계정의 역할이 변경되었습니다',
      says: '계정의 역할이 변경되었으며 계정의 세션은 종료되었습니다.',
      then: '착오라고 생각되면 헬프 데스크에 알리십시오.',
    },
    'account-disabled': {
      subject: '계정이 비활성화되었습니다',
      says: '계정이 비활성화되어 아무도 로그인할 수 없습니다. 삭제된 것은 없습니다.',
      then: '착오라고 생각되면 헬프 데스크에 알리십시오.',
    },
    'account-enabled': {
      subject: '계정이 활성화되었습니다',
      says: '계정이 다시 활성화되어 이전처럼 로그인할 수 있습니다.',
      then: '예상하지 못한 일이면 헬프 데스크에 알리십시오.',
    },
    'administrator-recovered': {
      subject: '관리자 계정이 복구되었습니다',
      says: '인쇄된 복구 키로 관리자 계정이 복구되었습니다. 임시 비밀번호가 발급되었고, 2단계 인증이 삭제되었으며, 세션은 종료되었습니다.',
      then: '본인이 아니라면 다른 사람이 인쇄된 복구 키와 데이터가 있는 컴퓨터를 쓰고 있습니다. 바로 조치하십시오.',
    },
    'enrolment-required': {
      subject: '2단계 인증을 설정하십시오',
      says: '계정에 2단계 인증(인증 앱의 OTP, 허용된 경우 이메일)이 필수가 되었습니다. 로그인하여 계정 관리에서 설정하십시오. 아래에 기한이 있으면 그때까지 설정하십시오. 기한이 지났거나 기한이 없으면 다음에 로그인할 때 바로 설정하게 됩니다.',
      then: '설정에 도움이 필요하면 헬프 데스크에 연락하십시오.',
    },
    'enrolment-not-required': {
      subject: '2단계 인증이 더 이상 필수가 아닙니다',
      says: '계정에 2단계 인증을 설정하지 않아도 됩니다. 설정해 두면 계정이 더 안전합니다.',
      then: '예상하지 못한 일이면 헬프 데스크에 알리십시오.',
    },
    'enrolment-key': {
      subject: '새 OTP 키 안내',
      says: '계정에 새 OTP 키가 발급되었습니다. 인증 앱에서 계정을 추가하고 다음 키를 직접 입력하십시오.',
      then: `${nobodyAsks} 예상하지 못한 일이면 어디에도 입력하지 말고 바로 헬프 데스크에 알리십시오.`,
    },
    'mfa-restored': {
      subject: '다중 인증이 되돌려졌습니다',
      says: '계정의 2단계 인증이 삭제되었으나 그 처리가 취소되었습니다. 이전 방법과 그때의 복구 코드를 다시 쓸 수 있습니다. 계정의 세션은 종료되었습니다.',
      then: tellHelpDesk,
    },
    'zip-passphrase': {
      subject: 'ZIP 파일의 암호문',
      says: '나누어 줄 문서가 담긴 ZIP 파일이 만들어졌습니다. 다음 암호문으로 열 수 있습니다.',
      then: '파일을 열 사람이 아니면 알려 주지 말고, 파일과 같은 곳에 보관하지 마십시오. 모르는 파일이면 아래에 이름이 있는 담당자에게 알리십시오.',
    },
    message: {
      subject: '헬프 데스크에서 보내는 안내',
      says: '헬프 데스크에서 다음과 같이 알려 드립니다.',
      then: '헬프 데스크에서 보낸 메일인지 확실하지 않으면 알고 있는 번호로 문의하십시오. 헬프 데스크에서는 비밀번호나 코드를 묻지 않습니다.',
    },
    'test-mail': {
      subject: '테스트 메일',
      says: '테스트 메일입니다. 이 시스템에서 보낸 메일이 도착했습니다.',
      then: '필요한 조치는 없습니다.',
    },
  },
  secrets: {
    code: '인증 코드(Verification Code)',
    codeWorks: (minutes) => `${minutes}분 동안 한 번만 쓸 수 있습니다.`,
    firstPassword: '초기 비밀번호',
    temporaryPassword: '임시 비밀번호',
    passwordWorks: (hours) => `${hours}시간 동안 쓸 수 있습니다.`,
    enrolmentKey: 'OTP 키',
    enrolmentKeyWorks: '시간 기반(TOTP), 6자리, 30초. 로그인하여 토큰이 검증되면 효력이 생깁니다.',
    passphrase: '암호문',
    passphraseWorks: '단어 여섯 개를 하이픈으로 이은 것으로, 모두 소문자입니다.',
  },
  facts: {
    issuer: '서비스',
    account: '계정',
    at: '일시',
    by: '처리한 사람',
    codesLeft: '남은 복구 코드',
    until: '잠금이 풀리는 때',
    enrolBy: '설정 기한',
    newAddress: '새 주소',
    role: '역할',
  },
  by: {
    self: '본인(이 계정으로 로그인)',
    staff: (name) => `${name}(담당자)`,
    system: '자동',
  },
  roles: {
    administrator: '관리자',
    helpdesk: '헬프 데스크',
    auditor: '감사자',
    operator: '운영자',
    user: '사용자',
  },
  footer: '이 메일은 자동으로 발송되었습니다. 답장은 확인하지 않습니다.',
}
