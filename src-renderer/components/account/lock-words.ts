/** The words for why an account is locked. */
import { useI18n } from 'vue-i18n'

/** @returns a writer from the cause on file to its sentence; with the count of wrong codes where it is given; a cause of another version stands as it is kept */
export const useLockWords = () => {
  const { t, te } = useI18n()
  return (cause: string | null, wrongInRow = 0): string => {
    if (cause === 'wrong-second-factor' && wrongInRow > 0)
      return t('account.lock.counted', { n: wrongInRow }, wrongInRow)
    if (cause === null) return t('account.lock.noCause')
    const key = `account.lock.cause.${cause}`
    return te(key) ? t(key) : cause
  }
}
