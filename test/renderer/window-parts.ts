/** What a component of the window needs around it when it is mounted alone: words and a router; icons stay empty. */
import { createMemoryHistory, createRouter } from 'vue-router'
import { englishWords } from './words'

/** For `global` of a mount. Icons are no part of a spec, and outside the build they would be asked for over the network. */
export const windowParts = () => ({
  plugins: [
    englishWords(),
    createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: { render: () => null } }] }),
  ],
  stubs: { Icon: true, UIcon: true },
})
