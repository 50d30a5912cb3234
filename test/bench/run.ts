/** `npm run bench`: measures at a size nobody tests with in every run; one JSON line each on stdout. */
// `--only <part of a name>`, `--accounts`, `--rows`, `--lines`, `--papers`. Data lies in a folder of the system's own for what is
// temporary, and is gone afterwards.
import { parseArgs } from 'node:util'
import './resolve-source.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    accounts: { type: 'string', default: '1000000' },
    rows: { type: 'string', default: '1000000' },
    lines: { type: 'string', default: '100000' },
    papers: { type: 'string', default: '10000' },
  },
})
const { measureAll } = await import('./measures.ts')
await measureAll({
  only: values.only,
  accounts: +values.accounts,
  rows: +values.rows,
  lines: +values.lines,
  papers: +values.papers,
})
