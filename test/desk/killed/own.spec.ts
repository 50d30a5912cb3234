/** A desk killed -9 in the middle of each act of what everyone may do to their own account. */
import { killEach } from './kill-operation'
import { onOneself } from './parts'

killEach(onOneself)
