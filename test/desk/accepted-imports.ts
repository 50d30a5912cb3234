/** How the operations on a checked import are accepted. */
import { setImmediate } from 'node:timers/promises'
import type { Accepted, Scene } from './accepted'

export const importedFile = () =>
  new File(['email,name\r\nnew.person@corp.example,New Person\r\nno address,X\r\n'], 'people.csv', { type: 'text/csv' })

export async function readyImport({ desk }: Pick<Scene, 'desk'>): Promise<string> {
  const { importId } = await desk.imports.open({ file: importedFile() })
  await desk.imports.check({ importId, columns: ['email', 'name'], matchBy: 'email', update: true })
  for (;;) {
    const { phase } = await desk.imports.progress({ importId })
    if (phase === 'ready') return importId
    if (phase === 'failed') throw new Error('the check failed')
    // In-process calls answer without ever leaving the microtasks: let the slices of the check have their turn.
    await setImmediate()
  }
}

const mapping = {
  name: 'HR, monthly',
  fields: { mail: 'email' },
  matchBy: 'email',
  update: true,
  replace: false,
} as const

export const acceptedImports: Record<string, Accepted> = {
  'imports.apply': async (scene) => {
    const importId = await readyImport(scene)
    return () => scene.desk.imports.apply({ importId })
  },
  'imports.cancel': async (scene) => {
    const importId = await readyImport(scene)
    return () => scene.desk.imports.cancel({ importId })
  },
  'imports.refused': async (scene) => {
    const importId = await readyImport(scene)
    return () => scene.desk.imports.refused({ importId })
  },
  'imports.planLeavers': async (scene) => {
    const importId = await readyImport(scene)
    return () => scene.desk.imports.planLeavers({ importId })
  },
  'imports.saveMapping':
    async ({ desk }) =>
    () =>
      desk.imports.saveMapping(mapping),
  'imports.forgetMapping': async ({ desk }) => {
    const { id } = await desk.imports.saveMapping(mapping)
    return () => desk.imports.forgetMapping({ id })
  },
}
