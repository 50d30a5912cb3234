/** An import of many lines through the whole desk: new accounts, and the same once more with a quarter of them moved. */
import { checked, csvFile } from '../desk/import-at'
import { openTestDesk, password, welcomed } from '../doubles/test-desk'
import { accountsCsv } from '../samples/generate-accounts'
import { watched, type Watched } from './stalls'

export interface Imported {
  readonly made: Watched<unknown>
  readonly moved: Watched<unknown>
}

export async function importLines(lines: number): Promise<Imported> {
  const test = await openTestDesk()
  try {
    const { desk } = await welcomed(test)
    const run = async (text: string) => {
      const { importId } = await checked(desk, csvFile(text))
      await desk.session.stepUp({ password })
      return watched(() => desk.imports.apply({ importId }))
    }
    const text = accountsCsv(lines)
    const made = await run(text)
    return { made, moved: await run(text.replaceAll(',営業部,', ',販売部,').replaceAll(',Sales,', ',Ventes,')) }
  } finally {
    await test.close()
  }
}
