/** In which zone the times of a list are: said once, above it. */
import { useI18n } from 'vue-i18n'
import { useInstants } from '../../instants'

/** @returns a writer of `Times in Asia/Tokyo (GMT+9)`, from milliseconds: the offset moves with the season */
export const useZoneText = () => {
  const { t } = useI18n()
  const { zoneOffset, timeZone } = useInstants()
  return (now: number): string => {
    const offset = zoneOffset(now)
    if (offset === timeZone.value) return t('audit.timesInOffset', { offset })
    return t('audit.timesIn', { zone: timeZone.value, offset })
  }
}
