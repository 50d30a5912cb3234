/** How the states of a set look: the circle tells how far it is on its way to its person. None shouts: most sets are issued and no more. */
import type { CustodyState } from '../../../src-preload/contract/recovery'

export interface CustodyLook {
  readonly icon: string
  readonly class: string
}

export const custodyLooks: Readonly<Record<CustodyState, CustodyLook>> = {
  issued: { icon: 'i-lucide-circle-dashed', class: 'text-toned' },
  'handed-over': { icon: 'i-lucide-contrast', class: 'text-toned' },
  acknowledged: { icon: 'i-lucide-circle-check', class: 'text-success' },
  superseded: { icon: 'i-lucide-circle-slash', class: 'text-muted' },
}
