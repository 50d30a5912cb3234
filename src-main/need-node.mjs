/** Loaded before launch.ts by any Node: says in a plain sentence what an older one would say by a stack. */
if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(
    `MFA Desk runs on Node 24 or newer; this is ${process.version}.\n` +
      'On Linux and Windows (64 bit) npm ci brings it along; elsewhere install it from https://nodejs.org.\n',
  )
  process.exit(1)
}
