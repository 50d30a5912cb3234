/** Letting go of old rows of the log: up to which day, the pack that holds them, the file as it was saved, the reason. */
import { computed, ref, shallowRef, watch } from 'vue'
import type { AuditCut } from '../../src-preload/contract/audit-proof'
import { desk } from '../bridge/desk'
import { faultOf, type Fault } from '../bridge/fault'
import { language } from '../stores/language'
import { useLogState } from '../stores/log-state'
import { saveFile } from './save-file'
import { useAttempt } from './use-attempt'
import { useMadeFile } from './use-made-file'
import { withStepUp } from './use-step-up'

export interface CutRange {
  readonly fromNo: number
  readonly toNo: number
  readonly lastAt: string
}

/** @returns hex SHA-256 of what is in the file now. */
async function sha256Of(file: File): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function useRetention() {
  const log = useLogState()
  const cuts = shallowRef<readonly AuditCut[]>([])
  const first = shallowRef<{ no: number; at: string } | null>(null)
  const fingerprint = ref<string | null>(null)
  const loadFault = shallowRef<Fault | null>(null)

  /** `2026-03-31`; empty: none chosen. */
  const day = ref('')
  /** Null: there are none; undefined: not asked yet. */
  const range = shallowRef<CutRange | null>()
  const reason = ref('')
  const pack = useMadeFile(desk.evidence)
  const made = shallowRef<{ name: string; sha256: string } | null>(null)
  /** What was picked, and whether it is the pack. */
  const picked = shallowRef<{ name: string; sha256: string } | null>(null)
  const removing = useAttempt()
  const removed = shallowRef<CutRange | null>(null)

  const isSame = computed(() => made.value !== null && picked.value?.sha256 === made.value.sha256)

  async function load(): Promise<void> {
    try {
      const kept = await desk.audit.retention()
      cuts.value = kept.cuts
      first.value = kept.first
      fingerprint.value = kept.fingerprint
      loadFault.value = null
    } catch (error) {
      loadFault.value = faultOf(error)
    }
  }

  /** What belongs to another day is no more. */
  function forget(): void {
    range.value = undefined
    made.value = null
    picked.value = null
    removing.fault.value = null
    pack.fault.value = null
  }

  watch(day, async (asked) => {
    forget()
    removed.value = null
    if (asked === '') return
    try {
      const found = (await desk.audit.cutUpTo({ day: asked })).range
      if (day.value === asked) range.value = found
    } catch (error) {
      if (day.value === asked) removing.fault.value = faultOf(error)
    }
  })

  async function makePack(): Promise<void> {
    const wanted = range.value
    if (!wanted || reason.value.trim() === '') return
    picked.value = null
    const rows = { by: 'rows', from: wanted.fromNo, to: wanted.toNo } as const
    const got = await pack.take(() =>
      desk.evidence.prepare({ range: rows, reason: reason.value.trim(), language: language.value }),
    )
    if (got === null || range.value !== wanted) return
    made.value = { name: got.made.name, sha256: got.made.sha256 ?? '' }
    saveFile(got.file)
  }

  async function pick(file: File | null): Promise<void> {
    picked.value = null
    if (file === null) return
    const sha256 = await sha256Of(file).catch(() => '')
    picked.value = { name: file.name, sha256 }
  }

  async function remove(): Promise<void> {
    const [wanted, file] = [range.value, picked.value]
    if (!wanted || !file || !isSame.value) return
    const done = await removing.attempt(async () => {
      const asked = { to: wanted.toNo, fileSha256: file.sha256, reason: reason.value.trim() }
      await withStepUp(() => desk.audit.cut(asked))
    })
    if (!done) return
    removed.value = wanted
    reason.value = ''
    forget()
    await Promise.all([load(), log.load()])
  }

  void load()
  return {
    cuts,
    first,
    fingerprint,
    loadFault,
    day,
    range,
    reason,
    pack,
    made,
    picked,
    isSame,
    removing,
    removed,
    makePack,
    pick,
    remove,
  }
}
