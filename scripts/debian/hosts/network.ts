import { spawn, type ChildProcess } from 'node:child_process'
import process from 'node:process'
import { run } from './run.ts'

/** A host of the test's own: network, processes and name of its own, the disk shared with all others. */
export interface TestHost {
  readonly name: string
  /** Starts a command that sees this host alone; it goes with what starts it. */
  start(environment: Readonly<Record<string, string>>, command: string, ...args: readonly string[]): ChildProcess
  /** Pulls the plug of the network, and puts it back. */
  cut(): void
  mend(): void
}

export interface TestNetwork {
  /** Of this machine in the network. */
  readonly address: string
  readonly hosts: readonly TestHost[]
  close(): void
}

const subnet = '10.77.0'

function makeHost(bridge: string, space: string, number: number): TestHost {
  const name = `host${number}`
  const cable = `${space}o`
  run('ip', 'netns', 'add', space)
  run('ip', 'link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space)
  run('ip', 'link', 'set', cable, 'master', bridge, 'up')
  run('ip', '-n', space, 'address', 'add', `${subnet}.${number + 1}/24`, 'dev', 'eth0')
  run('ip', '-n', space, 'link', 'set', 'eth0', 'up')
  run('ip', '-n', space, 'link', 'set', 'lo', 'up')
  const own = ['--uts', '--pid', '--fork', '--mount-proc', '--kill-child']
  const named = ['sh', '-c', `hostname ${name} && exec "$@"`, name]
  return {
    name,
    start: (environment, command, ...args) =>
      spawn('ip', ['netns', 'exec', space, 'unshare', ...own, ...named, command, ...args], {
        env: { PATH: process.env['PATH'], ...environment },
        stdio: ['ignore', 'pipe', 'inherit'],
      }),
    cut: () => void run('ip', 'link', 'set', cable, 'down'),
    mend: () => void run('ip', 'link', 'set', cable, 'up'),
  }
}

/** Makes hosts on a network that leads nowhere else; needs root. Names are short, as those of interfaces have to be. */
export function makeNetwork(count: number): TestNetwork {
  const bridge = `hly${process.pid}`
  const spaces = Array.from({ length: count }, (_, index) => `hly${process.pid}${'abcdef'[index]}`)
  run('ip', 'link', 'add', bridge, 'type', 'bridge')
  run('ip', 'address', 'add', `${subnet}.1/24`, 'dev', bridge)
  run('ip', 'link', 'set', bridge, 'up')
  return {
    address: `${subnet}.1`,
    hosts: spaces.map((space, index) => makeHost(bridge, space, index + 1)),
    close() {
      for (const space of spaces) run('ip', 'netns', 'delete', space)
      run('ip', 'link', 'delete', bridge)
    },
  }
}
