/** The file of refused lines: each as it stood, with its number and the reason, in the file's own encoding. */
import { encodeText } from '../csv/encode-text'
import { fileNamePart } from '../engine/file-name'
import type { Refusal } from '../engine/account-import-line'
import type { ImportJob } from './import-job'
import { pause } from './import-reading'
import { readFileRecords } from './import-records'
import { fieldWords, problemWords } from './refusal-words'

/** @param value the role as it stands in the line */
function reasonOf({ problem, field, line }: Refusal, value: string): string {
  const values: Readonly<Record<string, string>> = {
    field: field ? fieldWords[field] : '',
    line: String(line ?? ''),
    value,
  }
  return problemWords[problem].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
}

/** RFC 4180: what holds a separator, a quote or a line end stands in quotes. */
const quoted = (text: string, separator: string): string =>
  /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text

/** An object with two more keys, which stand last; what stood there stays to the letter. */
function withReason(raw: string, line: number, reason: string): string {
  const head = raw.slice(0, raw.lastIndexOf('}')).trimEnd()
  return `${head}${head.endsWith('{') ? '' : ','}"Line":${line},"Reason":${JSON.stringify(reason)}}`
}

/**
 * Walks through the file once more, so that no line has to be kept twice while an import is open.
 * @returns the file, named `<file>.refused.csv`, or `.jsonl`. Its two further columns stand last: a line with too few
 * fields stays one with too few when it is brought again.
 */
export async function makeRefusedFile(job: ImportJob): Promise<File> {
  const { kind, shape, mark, headerText } = job.reading
  const isJson = kind === 'json-lines'
  const refusals = new Map(job.refused.map(({ line, refusal }) => [line, refusal]))
  const roleAt = job.mapping?.columns.indexOf('role') ?? -1
  const head = isJson ? '' : `${[headerText, 'Line', 'Reason'].join(shape.separator)}\r\n`
  const parts = [encodeText(head, shape.encoding, mark)]
  for await (const records of readFileRecords(job.bytes, job.reading, pause)) {
    const text = records
      .flatMap(({ line, raw, fields }) => {
        const refusal = refusals.get(line)
        if (!refusal) return []
        const role = fields[roleAt]
        const reason = reasonOf(refusal, typeof role === 'string' ? role.trim() : '')
        if (isJson) return `${withReason(raw, line, reason)}\n`
        return `${[raw, line, quoted(reason, shape.separator)].join(shape.separator)}\r\n`
      })
      .join('')
    if (text !== '') parts.push(encodeText(text, shape.encoding, false))
  }
  const stem = job.fileName.replace(/\.(csv|tsv|txt|jsonl|ndjson|json)$/i, '')
  const [ending, type] = isJson ? ['jsonl', 'application/jsonl'] : ['csv', 'text/csv']
  return new File(parts, `${fileNamePart(stem, 'accounts')}.refused.${ending}`, { type })
}
