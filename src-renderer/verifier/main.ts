/** Entry of the page that verifies an evidence pack: reads what is embedded, checks it, shows what was found. */
import { evidenceBlocks, type EvidenceBlock } from '../../src-main/engine/evidence-format'
import { languageOf, showChecking, showPage } from './page'
import { parsed } from './lines'
import type { Blocks, Pace } from './verdict'
import { verify } from './verify'

/** The window answers a person at least so often. */
const breathEveryMs = 40

function readBlocks(): Blocks {
  const blocks: Partial<Record<EvidenceBlock, string>> = {}
  for (const name of evidenceBlocks) {
    const text = document.getElementById(name)?.textContent
    if (text !== undefined && text !== null) blocks[name] = text
  }
  return blocks
}

async function run(): Promise<void> {
  const page = document.getElementById('page')
  if (page === null) return
  const blocks = readBlocks()
  const maker = (parsed(blocks['manifest.json'] ?? '') as { language?: unknown } | null | undefined)?.language
  const language = languageOf(typeof maker === 'string' ? maker : null, ...navigator.languages)
  let last = performance.now()
  const pace: Pace = {
    breathe: (done) => {
      if (performance.now() - last < breathEveryMs) return undefined
      showChecking(page, language, done)
      return new Promise((resolve) => {
        setTimeout(() => {
          last = performance.now()
          resolve()
        })
      })
    },
  }
  const verdict = await verify(blocks, pace)
  showPage(page, verdict, { language, typed: '' })
}

void run()
