/** Where data and keys lie: by system, and never one inside the other. */
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FolderProblem, makePlaces, placesOf } from '../../src-main/config'

describe('placesOf', () => {
  const linux = { platform: 'linux', home: '/home-of/kei' } as const

  it('follows the XDG folders, where they are absolute', () => {
    expect(placesOf({ ...linux, env: {} })).toEqual({
      dataFolder: '/home-of/kei/.local/share/mfa-desk',
      keyFolder: '/home-of/kei/.config/mfa-desk/keys',
      anchorFolder: '/home-of/kei/.local/state/mfa-desk/anchors',
    })
    expect(placesOf({ ...linux, env: { XDG_DATA_HOME: '/d', XDG_CONFIG_HOME: '/c', XDG_STATE_HOME: '/s' } })).toEqual({
      dataFolder: '/d/mfa-desk',
      keyFolder: '/c/mfa-desk/keys',
      anchorFolder: '/s/mfa-desk/anchors',
    })
    expect(placesOf({ ...linux, env: { XDG_DATA_HOME: 'd', XDG_CONFIG_HOME: '' } })).toEqual(
      placesOf({ ...linux, env: {} }),
    )
  })

  it.each(['darwin', 'win32'] as const)('keeps keys and anchors apart from data on %s', (platform) => {
    const { dataFolder, keyFolder, anchorFolder } = placesOf({ platform, home: '/home-of/kei', env: {} })
    expect(dataFolder).toMatch(/MFA Desk$/)
    expect(keyFolder).toMatch(/MFA Desk Keys$/)
    expect(anchorFolder).toMatch(/MFA Desk Anchors$/)
  })

  it('takes the folders that are named', () => {
    expect(placesOf({ ...linux, env: { MFA_DESK_KEYS: '/keys', MFA_DESK_ANCHORS: '/anchors' } }, '/data')).toEqual({
      dataFolder: '/data',
      keyFolder: '/keys',
      anchorFolder: '/anchors',
    })
  })
})

describe('makePlaces', () => {
  let folder: string
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'mfa-desk-test-'))))
  afterEach(() => rmSync(folder, { recursive: true }))
  const anchors = () => ({ anchorFolder: join(folder, 'anchors') })

  it('makes both folders for this person alone', () => {
    const places = { dataFolder: join(folder, 'a', 'data'), keyFolder: join(folder, 'b', 'keys'), ...anchors() }
    makePlaces(places)
    for (const made of [places.dataFolder, places.keyFolder, join(folder, 'a')])
      expect(statSync(made).mode & 0o777).toBe(0o700)
  })

  it.runIf(process.platform !== 'win32').each([0o755, 0o770, 0o701])(
    'shuts folders of ours that were there and others could enter: %o',
    (mode) => {
      const places = { dataFolder: join(folder, 'data'), keyFolder: join(folder, 'keys'), ...anchors() }
      for (const open of [places.dataFolder, places.keyFolder]) {
        mkdirSync(open)
        chmodSync(open, mode)
      }
      makePlaces(places)
      for (const shut of [places.dataFolder, places.keyFolder]) expect(statSync(shut).mode & 0o777).toBe(0o700)
    },
  )

  it.runIf(process.platform !== 'win32')('leaves a folder as it is that is shared on purpose', () => {
    const places = { dataFolder: join(folder, 'data'), keyFolder: join(folder, 'keys'), ...anchors() }
    mkdirSync(places.dataFolder)
    chmodSync(places.dataFolder, 0o1777)
    makePlaces(places)
    expect(statSync(places.dataFolder).mode & 0o7777).toBe(0o1777)
  })

  it.runIf(process.getuid?.() === 0)('leaves the folder of somebody else as it is', () => {
    const places = { dataFolder: join(folder, 'data'), keyFolder: join(folder, 'keys'), ...anchors() }
    mkdirSync(places.dataFolder)
    chmodSync(places.dataFolder, 0o755)
    chownSync(places.dataFolder, 12345, 12345)
    makePlaces(places)
    expect(statSync(places.dataFolder).mode & 0o777).toBe(0o755)
  })

  it.each([
    ['in it', 'keys'],
    ['deep in it', 'a/b/keys'],
    ['it', ''],
    ['in it, with a name of dots', '..keys'],
  ])('refuses a key folder that is %s', (_, inner) => {
    const dataFolder = join(folder, 'data')
    expect(() => makePlaces({ dataFolder, keyFolder: join(dataFolder, inner), ...anchors() })).toThrow(FolderProblem)
  })

  it('refuses anchors inside the data folder, and makes no folder for them elsewhere', () => {
    const places = { dataFolder: join(folder, 'data'), keyFolder: join(folder, 'keys') }
    const inside = { anchorFolder: join(places.dataFolder, 'anchors') }
    expect(() => makePlaces({ ...places, ...inside })).toThrow(/MFA_DESK_ANCHORS/)
    makePlaces({ ...places, ...anchors() })
    expect(existsSync(anchors().anchorFolder)).toBe(false)
  })

  it('sees through a link into the data folder', () => {
    const dataFolder = join(folder, 'data')
    mkdirSync(join(dataFolder, 'inside'), { recursive: true })
    symlinkSync(join(dataFolder, 'inside'), join(folder, 'link'))
    expect(() => makePlaces({ dataFolder, keyFolder: join(folder, 'link'), ...anchors() })).toThrow(FolderProblem)
  })

  it('lets the data folder lie beside or above another way', () => {
    makePlaces({ dataFolder: join(folder, 'data'), keyFolder: join(folder, 'data-keys'), ...anchors() })
    makePlaces({ dataFolder: join(folder, 'k', 'data'), keyFolder: join(folder, 'k'), ...anchors() })
  })

  it('says it where a file is in the way', () => {
    writeFileSync(join(folder, 'file'), '')
    expect(() =>
      makePlaces({ dataFolder: join(folder, 'file', 'data'), keyFolder: join(folder, 'k'), ...anchors() }),
    ).toThrow(/cannot be made/)
  })
})
