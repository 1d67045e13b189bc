// Two processes that live as long as the tests of a file, and race on whatever store they are sent to.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import type { Result } from '../../src/fault/fault.ts'
import type { StorePlace } from '../catalogue/eachStore.ts'
import { compiledCode } from '../process/compiledCode.ts'

export interface RaceOrder {
  readonly home: string
  readonly environment: Readonly<Record<string, string>>
  readonly userName: string
  readonly task: 'restore' | 'purge' | 'process' | 'work' | 'submit' | 'trash' | 'revert' | 'rename'
  readonly words: readonly string[]
  readonly delayMs: number
}

export type Runner = Pick<RaceOrder, 'task' | 'words'> & Partial<Pick<RaceOrder, 'userName'>>

class Racer {
  private readonly child = spawn(process.execPath, [join(import.meta.dirname, 'racer.ts')], {
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: compiledCode },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  private readonly lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]()

  async do(order: RaceOrder): Promise<Result<unknown>> {
    this.child.stdin.write(`${JSON.stringify(order)}\n`)
    const { value } = (await this.lines.next()) as { value: string | undefined }
    if (value === undefined) throw new Error(`The process that was to ${order.task} is gone`)
    const answer = JSON.parse(value) as Result<unknown> | { readonly bug: string }
    if ('bug' in answer) throw new Error(`${order.task}: ${answer.bug}`)
    return answer
  }

  async end(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve))
    this.child.stdin.end()
    await ended
  }
}

export class Racers {
  private readonly racers: readonly [Racer, Racer] = [new Racer(), new Racer()]
  private readonly next: () => number

  /** @param next chooses how much later one of them starts */
  constructor(next: () => number) {
    this.next = next
  }

  /** Lets both do something at once, or a little after each other. */
  async race({ home, environment }: StorePlace, one: Runner, other: Runner): Promise<readonly [Result<unknown>, Result<unknown>]> {
    const delay = () => (this.next() < 0.4 ? 0 : Math.floor(this.next() * 25))
    const order = (runner: Runner): RaceOrder => ({ home, environment, userName: 'ann', delayMs: delay(), ...runner })
    const [first, second] = this.racers
    return Promise.all([first.do(order(one)), second.do(order(other))])
  }

  async end(): Promise<void> {
    for (const racer of this.racers) await racer.end()
  }
}
