/** The words for why an account is locked. */
import { useI18n } from 'vue-i18n'

/** @returns a writer from the cause on file to its sentence; a cause of another version stands as it is kept */
export const useLockWords = () => {
  const { t, te } = useI18n()
  return (cause: string | null): string => {
    if (cause === null) return t('account.lock.noCause')
    const key = `account.lock.cause.${cause}`
    return te(key) ? t(key) : cause
  }
}
