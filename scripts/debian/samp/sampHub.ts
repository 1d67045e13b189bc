import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

const jsamp = '/usr/share/java/jsamp.jar'
const clientScript = resolve(import.meta.dirname, 'client.py')

/** What astropy's client says of a table that it was sent. */
export interface ReceivedTable {
  readonly name: string
  readonly table: string
  readonly columns: readonly string[]
  readonly rows: number
  readonly ids: readonly number[]
}

type Said =
  | { readonly event: 'ready' }
  | { readonly event: 'answer'; readonly value: unknown }
  | { readonly event: 'failure'; readonly words: string }
  | ({ readonly event: 'table' } & ReceivedTable)

export interface HighlightReply {
  readonly 'samp.status': 'samp.ok' | 'samp.error' | 'samp.warning'
  readonly 'samp.error'?: { readonly 'samp.errortxt': string }
}

/** astropy as a program on the hub. */
export class AstropyClient {
  readonly #child: ChildProcess
  readonly #said: Said[] = []
  #stderr = ''

  constructor(environment: NodeJS.ProcessEnv) {
    this.#child = spawn('/usr/bin/python3', [clientScript], { env: environment, stdio: ['pipe', 'pipe', 'pipe'] })
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text))
    const { stdout } = this.#child
    if (stdout) createInterface({ input: stdout }).on('line', (line) => this.#said.push(JSON.parse(line) as Said))
  }

  /** The next thing that it says. */
  async next(patienceMs = 30_000): Promise<Said> {
    const end = Date.now() + patienceMs
    for (;;) {
      const said = this.#said.shift()
      if (said) return said
      if (Date.now() > end || this.#child.exitCode !== null) throw new Error(`astropy said nothing more: ${this.#stderr}`)
      await sleep(50)
    }
  }

  async #ask(question: object): Promise<unknown> {
    this.#child.stdin?.write(`${JSON.stringify(question)}\n`)
    const said = await this.next()
    if (said.event !== 'answer') throw new Error(`astropy: expected an answer, found ${JSON.stringify(said)}`)
    return said.value
  }

  /** The names of the programs on the hub. */
  async programs(): Promise<readonly string[]> {
    return (await this.#ask({ ask: 'clients' })) as readonly string[]
  }

  /** Asks another program to point at a row of a table, the first is 0. */
  async highlight(client: string, table: string, row: number): Promise<HighlightReply> {
    return (await this.#ask({ ask: 'highlight', client, table, row })) as HighlightReply
  }

  async end(): Promise<void> {
    await end(this.#child)
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const forced = setTimeout(() => child.kill('SIGKILL'), 5_000)
  await ended
  clearTimeout(forced)
}

async function until(what: string, isSo: () => Promise<boolean>, patienceMs = 90_000): Promise<void> {
  const last = Date.now() + patienceMs
  while (!(await isSo())) {
    if (Date.now() > last) throw new Error(`${what}: not so after ${patienceMs / 1000} s`)
    await sleep(500)
  }
}

async function answersAtPort(): Promise<boolean> {
  return fetch('http://localhost:21012/').then(
    () => true,
    () => false,
  )
}

/** The display of TOPCAT, which nobody looks at. */
async function startDisplay(): Promise<{ readonly child: ChildProcess; readonly name: string }> {
  const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const [number] = (await once(child.stdio[3] as NodeJS.ReadableStream, 'data')) as [Buffer]
  return { child, name: `:${number.toString('utf8').trim()}` }
}

/**
 * Starts the hub of JSAMP with the Web Profile, which lets every page in, and on it Debian's TOPCAT and astropy: other
 * people's programs alone. All of them end with the work.
 */
export async function withSampHub<T>(work: (astropy: AstropyClient) => Promise<T>): Promise<T> {
  if (await answersAtPort())
    throw new Error('localhost:21012: expected a free port for the hub, found one that is used. End the hub that runs.')
  const folder = mkdtempSync(join(tmpdir(), 'halley-samp-'))
  const environment = { ...process.env, SAMP_HUB: `std-lockurl:file://${join(folder, 'lock')}`, HOME: folder }
  const started: ChildProcess[] = []
  const start = (command: string, args: readonly string[], more: NodeJS.ProcessEnv = {}) => {
    const child = spawn(command, args, { env: { ...environment, ...more }, stdio: 'ignore' })
    started.push(child)
    return child
  }
  let astropy: AstropyClient | undefined
  try {
    start('java', [
      '-Djava.awt.headless=true',
      '-cp',
      jsamp,
      'org.astrogrid.samp.JSamp',
      'hub',
      '-mode',
      'no-gui',
      '-profiles',
      'std,web',
      '-web:auth',
      'true',
    ])
    await until('the hub listens', answersAtPort)
    const display = await startDisplay()
    started.push(display.child)
    start('topcat', [`-Duser.home=${folder}`], { DISPLAY: display.name })
    const client = new AstropyClient(environment)
    astropy = client
    const ready = await client.next()
    if (ready.event !== 'ready') throw new Error(`astropy: expected it to join the hub, found ${JSON.stringify(ready)}`)
    await until('TOPCAT is on the hub', async () => (await client.programs()).includes('topcat'))
    return await work(client)
  } finally {
    await astropy?.end()
    for (const child of started.toReversed()) await end(child)
    rmSync(folder, { recursive: true, force: true })
  }
}
