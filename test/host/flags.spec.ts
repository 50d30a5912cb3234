/** The command line: every flag, and a sentence for whatever is none. */
import { describe, expect, it } from 'vitest'
import { readFlags } from '../../src-main/host/flags'

const usual = { host: 'auto', data: undefined, port: 0, open: true, demo: false, help: false, recover: null }

describe('readFlags', () => {
  it.each<[string[], object]>([
    [[], {}],
    [['--host', 'loopback'], { host: 'loopback' }],
    [['--host=electron'], { host: 'electron' }],
    [['--data', '/srv/a b'], { data: '/srv/a b' }],
    [['--data=/srv/x=y'], { data: '/srv/x=y' }],
    [['--port', '0'], { port: 0 }],
    [['--port', '65535', '--no-open'], { host: 'loopback', port: 65535, open: false }],
    [['--host', 'auto', '--no-open'], { host: 'loopback', open: false }],
    [['--port', '8443'], { host: 'loopback', port: 8443 }],
    [['--host', 'electron', '--port', '0'], { host: 'electron' }],
    [['--demo'], { demo: true }],
    [['--help'], { help: true }],
    [['--recover-administrator'], { recover: { email: null } }],
    [['--recover-administrator', 'a@corp.example'], { recover: { email: 'a@corp.example' } }],
    [['--recover-administrator=a@corp.example'], { recover: { email: 'a@corp.example' } }],
    [['--recover-administrator', '--data', '/srv'], { recover: { email: null }, data: '/srv' }],
  ])('%j', (argv, said) => {
    expect(readFlags(argv)).toEqual({ flags: { ...usual, ...said } })
  })

  it.each<[string[], string]>([
    [['--colour'], '--colour'],
    [['help'], 'help'],
    [['-h'], '-h'],
    [['--host'], '--host'],
    [['--host', 'window'], '--host'],
    [['--host', '__proto__'], '--host'],
    [['--data'], '--data'],
    [['--data', ''], '--data'],
    [['--data', '--demo'], '--data'],
    [['--port', '65536'], '--port'],
    [['--port', '-1'], '--port'],
    [['--port', '1e3'], '--port'],
    [['--port', '80 '], '--port'],
    [['--demo', '--demo'], '--demo'],
    [['--demo', '--data', '/srv'], '--demo'],
    [['--recover-administrator', '--demo'], '--demo'],
    [['--recover-administrator', '--host', 'loopback'], '--host'],
    [['--recover-administrator', 'a@corp.example', 'b@corp.example'], 'b@corp.example'],
    [['--recover-administrator='], '--recover-administrator'],
    [['--host', 'electron', '--no-open'], '--no-open'],
    [['--port', '8443', '--host', 'electron'], '--port'],
  ])('%j is answered with a sentence that names the flag', (argv, named) => {
    const { problem } = readFlags(argv) as { problem: string }
    expect(problem).toContain(named)
    expect(problem).toMatch(/\.$/)
  })
})
