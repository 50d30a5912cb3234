/** A desk killed -9 in the middle of each act of signing in, the first start, imports, the outbox and the settings. */
import { killEach } from './kill-operation'
import { allOther } from './parts'

killEach(allOther)
