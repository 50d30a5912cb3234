/** How plausible a decoded text is as Japanese or as Korean: the wrong table gives valid, but odd letters. */

/** Syllables that names, departments and headers are mostly made of; a wrong table hits them only by chance. */
const commonHangul = new Set(
  '김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지수현영미은경희선준도예원연윤재승동상태호훈철석' +
    '용규기혜숙자순옥명인일아나라다가사시스비보부과팀실장원무총획개발관리운영업계회계재품질본점포센터담당직급이름메일주소권한사용자번호전화언어' +
    '대구산울광교육원관제학생회사국어등록확인처소속내외',
)

/** @returns a score per letter outside ASCII, higher is more plausible; 0 where there is none. */
export function japaneseScore(text: string): number {
  return score(text, (code) => {
    if (code >= 0x3040 && code <= 0x30ff) return 2
    if (code >= 0x4e00 && code <= 0x9fff) return 1
    // 、。「」・ー and full-width letters and digits; 々〆
    if ((code >= 0x3000 && code <= 0x303f) || (code >= 0xff01 && code <= 0xff5e)) return 1
    // Half-width katakana is what Korean bytes look like in Shift_JIS.
    if (code >= 0xff61 && code <= 0xff9f) return -1
    return -2
  })
}

/** @returns a score per letter outside ASCII, higher is more plausible; 0 where there is none. */
export function koreanScore(text: string): number {
  return score(text, (code, letter) => {
    if (code >= 0xac00 && code <= 0xd7a3) return commonHangul.has(letter) ? 2 : 0
    if ((code >= 0x3000 && code <= 0x303f) || (code >= 0xff01 && code <= 0xff5e)) return 1
    // Hanja do occur in Korean files, but seldom.
    if (code >= 0x4e00 && code <= 0x9fff) return 0
    return -2
  })
}

function score(text: string, weigh: (code: number, letter: string) => number): number {
  let sum = 0
  let letters = 0
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0
    if (code < 0x80) continue
    letters += 1
    sum += weigh(code, letter)
  }
  return letters === 0 ? 0 : sum / letters
}
