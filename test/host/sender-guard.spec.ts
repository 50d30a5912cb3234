/** The sender guard by itself; the same with real frames stands beside the stand-in. */
import { expect, it } from 'vitest'
import { isDeskPage } from '../../src-main/host/sender-guard'

const origin = 'mfa-desk://desk'
const mainFrame = { frameTreeNodeId: 1, origin, parent: null }
const contents = { id: 7, mainFrame }

it('lets in the main frame of the window while it shows the page of the desk', () => {
  expect(isDeskPage({ sender: { id: 7 }, senderFrame: { ...mainFrame } }, contents, origin)).toBe(true)
})

it.each([
  ['a subframe of our own origin', { id: 7 }, { frameTreeNodeId: 2, origin, parent: mainFrame }],
  ['a subframe that claims the number of the main frame', { id: 7 }, { ...mainFrame, parent: mainFrame }],
  ['another frame without a parent', { id: 7 }, { ...mainFrame, frameTreeNodeId: 2 }],
  ['a second window', { id: 8 }, mainFrame],
  ['about:blank', { id: 7 }, { ...mainFrame, origin: 'null' }],
  ['data:', { id: 7 }, { ...mainFrame, origin: 'null' }],
  ['file:', { id: 7 }, { ...mainFrame, origin: 'file://' }],
  ['a site', { id: 7 }, { ...mainFrame, origin: 'https://attacker.example' }],
  ['a host of our scheme that is not the desk', { id: 7 }, { ...mainFrame, origin: 'mfa-desk://desk.attacker' }],
  ['a frame that has gone', { id: 7 }, null],
])('refuses %s', (_, sender, senderFrame) => {
  expect(isDeskPage({ sender, senderFrame }, contents, origin)).toBe(false)
})
