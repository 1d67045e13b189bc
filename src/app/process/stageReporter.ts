import type { ProgressListener, StageName } from '../contract/progress.ts'

export interface StageTime {
  readonly stage: StageName
  readonly seconds: number
}

/** Tells a listener how the stages of a use case go on, and keeps how long each took. */
export class StageReporter {
  readonly times: StageTime[] = []
  readonly #listener: ProgressListener

  constructor(listener: ProgressListener) {
    this.#listener = listener
  }

  note(text: string, level: 'info' | 'warning' = 'info'): void {
    this.#listener({ kind: 'note', level, text })
  }

  /**
   * Runs one stage of `total` units. The work calls `advance` for each unit done, or for some at once; `summarise` says in a few words what
   * came of it.
   */
  async run<T>(
    stage: StageName,
    total: number,
    work: (advance: (units?: number) => void) => Promise<T>,
    summarise: (outcome: T) => string,
  ): Promise<T> {
    const started = performance.now()
    let done = 0
    this.#listener({ kind: 'started', stage, total })
    const outcome = await work((units = 1) => this.#listener({ kind: 'advanced', stage, done: (done += units), total }))
    const seconds = (performance.now() - started) / 1000
    this.times.push({ stage, seconds })
    this.#listener({ kind: 'finished', stage, seconds, summary: summarise(outcome) })
    return outcome
  }
}
