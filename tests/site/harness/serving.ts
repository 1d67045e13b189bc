// The server and its workers as a person starts them: processes of their own on a store, at a port that was free.
import { kill } from 'node:process'
import { startHalley, type RunningHalley } from '../../cli/runHalley.ts'

export interface Serving {
  /** `http://127.0.0.1:PORT` */
  readonly address: string
  /** Signs its user in, once; empty where users have accounts. */
  readonly signInLink: string
  readonly process: RunningHalley
  /** Ends it as Ctrl-C does, and waits until it has ended. */
  stop(): Promise<void>
}

async function stop({ pid, outcome }: RunningHalley): Promise<void> {
  try {
    kill(pid, 'SIGTERM')
  } catch {}
  await outcome
}

/** Starts `./halley serve` and waits until it can be asked. */
export async function startServing(
  home: string,
  args: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<Serving> {
  const process = startHalley(home, ['serve', '--port', '0', ...args], { environment })
  // It listens by then, and has printed the link.
  await process.saying(args.includes('--host') ? 'Halley is at' : 'Ctrl-C ends it.')
  const [, address] = /Halley is at (http:\S+)/.exec(process.said()) ?? []
  const [signInLink = ''] = /http:\S+\/sign-in-link\?secret=\S+/.exec(process.said()) ?? []
  if (!address) {
    const { exitCode, stdout, stderr } = await process.outcome
    throw new Error(`Expected a server, found one that ended with ${exitCode}:\n${stdout}${stderr}`)
  }
  return { address, signInLink, process, stop: () => stop(process) }
}

/** Starts `./halley worker`, which looks for work ten times a second. */
export async function startWorker(home: string): Promise<RunningHalley & { stop(): Promise<void> }> {
  const worker = startHalley(home, ['worker', '--poll', '100', '--workers', '2'])
  await worker.saying('takes')
  return { ...worker, stop: () => stop(worker) }
}
