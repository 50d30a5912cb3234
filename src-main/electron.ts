/** Entry of the Electron host. */
export {}
