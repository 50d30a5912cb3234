/** Where data and keys lie by default, on every system and for both hosts alike. */
import { chmodSync, mkdirSync, realpathSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'

export interface Places {
  /** The store, the log and what the desk remembers of its window. */
  readonly dataFolder: string
  /** Key files, one per store: never inside the data folder, so that a copied folder holds no key. */
  readonly keyFolder: string
  /** Anchors of the audit log: apart from the data too, so that whoever changes the one has not yet changed the other. */
  readonly anchorFolder: string
}

interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
}

/** XDG base directory specification: a value that is not absolute is ignored, as is an empty one. */
const absolute = (value: string | undefined): string | undefined => (value?.startsWith('/') ? value : undefined)

function usualPlaces({ platform, env, home }: Surroundings): Places {
  if (platform === 'darwin') {
    const support = join(home, 'Library', 'Application Support')
    const folder = (name: string): string => join(support, name)
    return {
      dataFolder: folder('MFA Desk'),
      keyFolder: folder('MFA Desk Keys'),
      anchorFolder: folder('MFA Desk Anchors'),
    }
  }
  if (platform === 'win32') {
    // keys stay on this computer; %APPDATA% may roam
    const roaming = env['APPDATA'] ?? join(home, 'AppData', 'Roaming')
    const local = env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local')
    return {
      dataFolder: join(roaming, 'MFA Desk'),
      keyFolder: join(local, 'MFA Desk Keys'),
      anchorFolder: join(local, 'MFA Desk Anchors'),
    }
  }
  return {
    dataFolder: join(absolute(env['XDG_DATA_HOME']) ?? join(home, '.local', 'share'), 'mfa-desk'),
    keyFolder: join(absolute(env['XDG_CONFIG_HOME']) ?? join(home, '.config'), 'mfa-desk', 'keys'),
    anchorFolder: join(absolute(env['XDG_STATE_HOME']) ?? join(home, '.local', 'state'), 'mfa-desk', 'anchors'),
  }
}

/**
 * @param data the folder named by `--data`, if any
 * @returns absolute paths; `MFA_DESK_KEYS` names another key folder, `MFA_DESK_ANCHORS` another one for anchors
 */
export function placesOf(surroundings: Surroundings, data?: string): Places {
  const usual = usualPlaces(surroundings)
  return {
    dataFolder: resolve(data ?? usual.dataFolder),
    keyFolder: resolve(surroundings.env['MFA_DESK_KEYS'] || usual.keyFolder),
    anchorFolder: resolve(surroundings.env['MFA_DESK_ANCHORS'] || usual.anchorFolder),
  }
}

/** Thrown where a folder cannot serve; the message is a sentence for the person who started the desk. */
export class FolderProblem extends Error {}

/** Absolute where both lie on different drives. */
const isWithin = (inner: string, outer: string): boolean => {
  const way = relative(outer, inner)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

/**
 * Others could put a store or a key there, or read what lies there. A folder of somebody else's is theirs to shut, and
 * one with the sticky bit (as /tmp), or the top of a disk, is everybody's.
 */
function shutToOthers(folder: string): void {
  const { mode, uid } = statSync(folder)
  const isShared = (mode & 0o1000) !== 0 || dirname(folder) === folder
  if (uid === process.getuid?.() && (mode & 0o077) !== 0 && !isShared) chmodSync(folder, 0o700)
}

/**
 * Makes the folders of data and keys (0700, also the ones between), shuts those of ours that others can enter, and refuses
 * keys or anchors inside the data folder. That of anchors is made at first need: where it cannot be, the desk goes on.
 * @throws FolderProblem
 */
export function makePlaces({ dataFolder, keyFolder, anchorFolder }: Places): void {
  for (const folder of [dataFolder, keyFolder]) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      shutToOthers(folder)
    } catch (error) {
      throw new FolderProblem(`The folder ${folder} cannot be made (${(error as NodeJS.ErrnoException).code}).`)
    }
  }
  // by their real paths: a link would lead the key into the folder it must not lie in
  if (isWithin(realpathSync(keyFolder), realpathSync(dataFolder))) {
    throw new FolderProblem(
      `The key folder ${keyFolder} lies inside the data folder ${dataFolder}. ` +
        'Keys must lie elsewhere, or a copy of the data would hold its own key. Name another folder with MFA_DESK_KEYS.',
    )
  }
  if ([dataFolder, realpathSync(dataFolder)].some((data) => isWithin(anchorFolder, data))) {
    throw new FolderProblem(
      `The folder of anchors ${anchorFolder} lies inside the data folder ${dataFolder}. ` +
        'Anchors must lie elsewhere, or they would be changed along with the log. Name another folder with MFA_DESK_ANCHORS.',
    )
  }
}
