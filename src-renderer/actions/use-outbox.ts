/** The outbox newest first, in pages under a tab; a mail that is on its way is looked at again until it has arrived somewhere. */
import { onScopeDispose, ref, watch } from 'vue'
import type { MailRow, MailState } from '../../src-preload/contract/outbox'
import { desk } from '../bridge/desk'
import { useOutboxCounts } from '../stores/outbox-counts'
import { useSession } from '../stores/session'
import { usePagedRows } from './use-paged-rows'

const pageOfRows = 100
/** Pauses before looking again at a mail that was told to go; milliseconds. */
const looks = [400, 1000, 2000, 4000, 8000]

/** What each tab lists; nothing is everything. */
export const outboxTabs = {
  all: undefined,
  queued: ['queued', 'sending'],
  failed: ['failed'],
  uncertain: ['uncertain'],
  sent: ['sent'],
  folder: ['folder'],
  handedOver: ['handed-over'],
} as const satisfies Record<string, readonly MailState[] | undefined>
export type OutboxTab = keyof typeof outboxTabs

/** Loads the newest page at once and again whenever the tab changes. */
export function useOutbox() {
  const session = useSession()
  const numbers = useOutboxCounts()
  const tab = ref<OutboxTab>('all')
  const pages = usePagedRows<MailRow, string>((before) => {
    const states = outboxTabs[tab.value]
    return desk.outbox.list({ before, limit: pageOfRows, ...(states ? { states: [...states] } : {}) })
  })
  const { rows, next, busy, loaded, fault, older } = pages
  /** Where the files lie; known to who sees the settings. */
  const folder = ref('')

  const newest = async (): Promise<void> => {
    await Promise.all([pages.first(), numbers.load()])
  }
  const loadFolder = async (): Promise<void> => {
    if (!session.can('settings.see')) return
    folder.value = await desk.settings.show().then(
      ({ mail }) => mail.folder,
      () => '',
    )
  }

  /** Puts what became of mails in their places; those that left the tab stay until it is opened anew. */
  function put(news: readonly MailRow[]): void {
    const byId = new Map(news.map((row) => [row.id, row]))
    rows.value = rows.value.map((row) => byId.get(row.id) ?? row)
  }

  let timer: ReturnType<typeof setTimeout> | undefined
  /** Looks again a few times as long as that mail is on its way. */
  function follow(id: string, turn = 0): void {
    clearTimeout(timer)
    const row = rows.value.find((one) => one.id === id)
    const pause = looks[turn]
    if (!row || !['queued', 'sending'].includes(row.state) || pause === undefined) return
    timer = setTimeout(() => void look(id, turn), pause)
  }
  async function look(id: string, turn: number): Promise<void> {
    const reply = await desk.outbox.list({ before: null, limit: 200 }).catch(() => null)
    if (reply) put(reply.rows)
    await numbers.load()
    follow(id, turn + 1)
  }
  onScopeDispose(() => clearTimeout(timer))

  watch(tab, newest, { immediate: true })
  void loadFolder()

  return { tab, rows, next, busy, loaded, fault, folder, numbers, newest, older, put, follow }
}
