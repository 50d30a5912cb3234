/** A desk killed -9 in the middle of each act on the accounts of others. */
import { killEach } from './kill-operation'
import { onOthers } from './parts'

killEach(onOthers)
