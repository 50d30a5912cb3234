/** Taking the papers of a job: the one time they leave the desk, and what is held here until they are where they belong. */
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { Job } from '../../src-preload/contract/jobs'
import { desk } from '../bridge/desk'
import { useJobCounts } from '../stores/job-counts'
import { language } from '../stores/language'
import { useSession } from '../stores/session'
import { sheetOf, type PaperSheet } from './paper-sheets'
import { canSaveIntoFolder, chooseFolder, saveIntoFolder } from './save-into-folder'
import { saveFile } from './save-file'
import { useMadeFile } from './use-made-file'
import { onSessionEnd } from './use-session-end'

export type PaperWay = 'zip' | 'folder' | 'paper'

/** A zip that was saved, and what opens it. */
export interface TakenZip {
  readonly file: File
  readonly sha256: string
  /** Null where it was mailed to `mailedTo`. */
  readonly passphrase: string | null
  readonly mailedTo: string | null
}

/** Papers on their way into a folder. */
export interface Filing {
  readonly folder: string
  readonly done: number
  readonly total: number
  /** Whose name was taken, so that they got a number. */
  readonly renamed: number
  /** `full`, `refused`, or something else the folder said; null while all is well. */
  readonly trouble: 'full' | 'refused' | 'other' | null
}

const troubles: Readonly<Record<string, Filing['trouble']>> = {
  QuotaExceededError: 'full',
  NotAllowedError: 'refused',
  NoModificationAllowedError: 'refused',
}
const troubleOf = (error: unknown): Filing['trouble'] =>
  (error instanceof DOMException ? troubles[error.name] : undefined) ?? 'other'

/** @param left - told once the desk has handed them out: they wait there no longer */
export function usePapers(job: () => Job, left: () => void) {
  const session = useSession()
  const counts = useJobCounts()
  const maker = useMadeFile(desk.jobFiles, { keeps: true })
  /** What crossed and is not where it belongs yet; the desk has no copy of it any more. */
  const held = shallowRef<TakenZip | null>(null)
  const zip = shallowRef<TakenZip | null>(null)
  const filing = shallowRef<Filing | null>(null)
  const sheets = shallowRef<readonly PaperSheet[] | null>(null)
  /** Unpacked so far, on the way to paper. */
  const unpacked = ref<number | null>(null)
  /** The folder that was chosen may not be written. */
  const folderRefused = ref(false)
  /** They could not be unpacked here, and were saved as the zip they came in. */
  const zipInstead = ref(false)
  let wish: { way: PaperWay; mailTo: string | null } = { way: 'zip', mailTo: null }
  let folder: FileSystemDirectoryHandle | null = null
  let written = 0
  let papers = 0

  function forget(): void {
    held.value = null
    zip.value = null
    filing.value = null
    sheets.value = null
    unpacked.value = null
    zipInstead.value = false
    folder = null
  }
  onScopeDispose(forget)
  onSessionEnd(forget)

  const unpackedOf = async ({ file, passphrase }: TakenZip, from = 0) => {
    // Fetched only now: nobody else needs it.
    const { unpackPapers } = await import('./unpack-papers')
    return unpackPapers(file, passphrase ?? '', from)
  }

  /** Writes what is not written yet; begins again where it stopped. */
  async function fill(): Promise<void> {
    const [into, taken] = [folder, held.value]
    if (!into || !taken) return
    let renamed = filing.value?.renamed ?? 0
    const tell = (trouble: Filing['trouble']) =>
      (filing.value = { folder: into.name, done: written, total: papers, renamed, trouble })
    tell(null)
    try {
      for await (const paper of await unpackedOf(taken, written)) {
        if (held.value !== taken) return
        if ((await saveIntoFolder(into, paper)) !== paper.name) renamed += 1
        written += 1
        tell(null)
      }
      papers = written
      tell(null)
      held.value = null
    } catch (error) {
      if (held.value === taken) tell(troubleOf(error))
    }
  }

  async function lay(taken: TakenZip): Promise<void> {
    unpacked.value = 0
    const found: PaperSheet[] = []
    try {
      for await (const paper of await unpackedOf(taken)) {
        if (held.value !== taken) return
        found.push(sheetOf(paper))
        unpacked.value = found.length
      }
      sheets.value = found
    } catch {
      // The desk has them no more: whatever was wrong here, they must not be lost.
      zipInstead.value = true
      asZip()
    } finally {
      unpacked.value = null
    }
  }

  /** What crossed goes where it was wished. */
  async function place(came: Awaited<ReturnType<typeof maker.again>>): Promise<void> {
    // What comes in late stays under no sign-in screen.
    if (!came || session.standing !== 'in') return
    const { file, made } = came
    const taken = { file, sha256: made.sha256 ?? '', passphrase: made.passphrase, mailedTo: wish.mailTo }
    papers = made.total
    written = 0
    held.value = taken
    left()
    void counts.load()
    if (wish.way === 'zip') asZip()
    else if (wish.way === 'folder') await fill()
    else await lay(taken)
  }

  /** Saves it as the zip it is, whatever was wished first: its passphrase is then shown. */
  function asZip(): void {
    const taken = held.value
    if (!taken) return
    saveFile(taken.file)
    zip.value = taken
    filing.value = null
  }

  async function choose(): Promise<boolean> {
    folderRefused.value = false
    try {
      folder = await chooseFolder()
    } catch {
      folderRefused.value = true
    }
    return folder !== null
  }

  async function take(way: PaperWay, mailTo: string | null): Promise<void> {
    if (maker.busy.value || held.value !== null) return
    forget()
    folderRefused.value = false
    wish = { way, mailTo: way === 'zip' ? mailTo : null }
    // Before anything leaves the desk: a choice that is closed must cost nothing.
    if (way === 'folder' && !(await choose())) return
    await place(
      await maker.take(() =>
        desk.jobFiles.prepare({
          of: 'papers',
          jobId: job().id,
          language: language.value,
          way: way === 'zip' ? 'zip' : 'unpacked',
          mailTo: wish.mailTo,
        }),
      ),
    )
  }

  return {
    ...maker,
    canSaveIntoFolder: canSaveIntoFolder(),
    folderRefused,
    zip,
    zipInstead,
    filing,
    sheets,
    unpacked,
    /** Something is here that is nowhere else. */
    holds: computed(() => held.value !== null),
    take,
    crossAgain: async () => await place(await maker.again()),
    saveAgain: () => zip.value && saveFile(zip.value.file),
    asZip,
    anotherFolder: async () => {
      const former = folder
      if (await choose()) await fill()
      else folder = former
    },
    goOn: fill,
    forget,
  }
}
