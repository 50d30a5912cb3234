/** A report before it is written: what stands above it, its columns, and its rows a page at a time. */
import type { ReportHead, ReportOf } from '../../src-preload/contract/reports'
import type { JobTableOf } from '../../src-preload/contract/job-files'
import { byteOrderMark, csvLine, jsonLine } from '../engine/report-text'
import type { FileWriter } from './made-files'

/** One column of rows of kind R: what a person reads, and what a program does. */
export interface ReportColumn<R> {
  readonly key: string
  readonly label: string
  readonly text: (row: R) => string
  /** Keys and values of the column in JSON Lines. */
  readonly facts: (row: R) => Readonly<Record<string, unknown>>
}

export interface ReportTable<R = unknown> {
  /** `accounts`, `coverage by role`: not in the reader's language. */
  readonly report: string
  readonly what: ReportOf | JobTableOf
  /** Label and value, in the reader's language. */
  readonly heading: [string, string][]
  readonly columns: readonly ReportColumn<R>[]
  /** Nothing stands above the columns in CSV, nor above the rows in JSON Lines: for a program that takes it as it is. */
  readonly isBare?: boolean
  /** Ends with the last row; the event loop breathes between pages. */
  readonly pages: () => AsyncIterable<readonly R[]>
}

/** @returns the table, its rows known to nobody but its own columns. */
export const tableOf = <R>(table: ReportTable<R>): ReportTable => table as unknown as ReportTable

export const headOf = ({
  report,
  heading,
  columns,
  what,
}: ReportTable): Omit<ReportHead, 'what'> & Pick<ReportTable, 'what'> => ({
  ...{ report, heading, what },
  columns: columns.map(({ key, label }) => ({ key, label })),
})

/** Heading lines of label and value, an empty line, the columns, the rows. @returns how many rows */
export async function writeCsv(table: ReportTable, writer: FileWriter): Promise<number> {
  const { heading, columns, pages, isBare = false } = table
  const above = isBare ? [] : [...heading.map((line) => csvLine(line)), '\r\n']
  const head = [...above, csvLine(columns.map(({ label }) => label))]
  return writeRows(byteOrderMark + head.join(''), pages(), writer, (row) =>
    csvLine(columns.map(({ text }) => text(row))),
  )
}

/** The head as the first line, then one object a row. @returns how many rows */
export async function writeJsonLines(table: ReportTable, writer: FileWriter): Promise<number> {
  const { columns, pages, isBare = false } = table
  return writeRows(isBare ? '' : jsonLine(headOf(table)), pages(), writer, (row) =>
    jsonLine(Object.assign({}, ...columns.map(({ facts }) => facts(row))) as object),
  )
}

/** As JSON Lines, but each row as the texts a person reads: for paper. @returns how many rows */
export async function writePrintLines(table: ReportTable, writer: FileWriter): Promise<number> {
  const { columns, pages } = table
  return writeRows(jsonLine(headOf(table)), pages(), writer, (row) => jsonLine(columns.map(({ text }) => text(row))))
}

async function writeRows(
  head: string,
  pages: AsyncIterable<readonly unknown[]>,
  writer: FileWriter,
  lineOf: (row: unknown) => string,
): Promise<number> {
  if (head !== '') await writer.write(head)
  let rows = 0
  for await (const page of pages) {
    await writer.write(page.map(lineOf).join(''))
    rows += page.length
    await writer.reached(rows)
  }
  return rows
}
