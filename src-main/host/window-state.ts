/** Where the window stood: remembered in the data folder, and believed only as far as it still fits a display. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface WindowState {
  /** Null lets the system choose the place. */
  readonly bounds: Area | null
  readonly maximized: boolean
}

export const usualSize = { width: 1280, height: 800 } as const
/** At 200 % zoom half of this is left for the page. */
export const leastSize = { width: 800, height: 560 } as const

const fileOf = (dataFolder: string): string => join(dataFolder, 'window.json')
const numbers = ['x', 'y', 'width', 'height'] as const

function isArea(value: unknown): value is Area {
  return typeof value === 'object' && value !== null && numbers.every((name) => Number.isInteger((value as Area)[name]))
}

/** A hand's width of the title bar must be within reach on one of the displays. */
const isReachable = ({ x, y, width }: Area, displays: readonly Area[]): boolean =>
  displays.some(
    (display) =>
      x + width >= display.x + 100 &&
      x <= display.x + display.width - 100 &&
      y >= display.y &&
      y <= display.y + display.height - 50,
  )

/** @returns the remembered state; the usual one where there is none, it cannot be read or it is out of reach. */
export function readWindowState(dataFolder: string, displays: readonly Area[]): WindowState {
  try {
    const { bounds, maximized } = JSON.parse(readFileSync(fileOf(dataFolder), 'utf8')) as Partial<WindowState>
    if (!isArea(bounds) || !isReachable(bounds, displays)) return { bounds: null, maximized: maximized === true }
    const { x, y } = bounds
    const width = Math.max(bounds.width, leastSize.width)
    return {
      bounds: { x, y, width, height: Math.max(bounds.height, leastSize.height) },
      maximized: maximized === true,
    }
  } catch {
    return { bounds: null, maximized: false }
  }
}

export function writeWindowState(dataFolder: string, state: WindowState): void {
  writeFileSync(fileOf(dataFolder), JSON.stringify(state), { mode: 0o600 })
}
