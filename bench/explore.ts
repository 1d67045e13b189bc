import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeHalley, openHalley, type Halley } from '../src/app/halley.ts'
import { usualTablesProcess, useTablesProcess } from '../src/app/queries/tablesProcess.ts'
import { expectValue } from './detections.ts'
import { askQ3c } from './exploreQ3c.ts'
import { exploreQuestions, furtherPageStart, type Question } from './exploreQuestions.ts'
import { exploreTables } from './exploreTables.ts'
import { withQ3cServer } from './q3cServer.ts'
import { count, printTable, type Target } from './report.ts'
import { makeRunWith, measurementsPerSource } from './sizedRun.ts'

const sources = 1_000_000
const repeats = 21
/** Every so manieth answer is compared with that of the other database. */
const comparedStep = 4
const run = 'survey'

interface Times {
  readonly medianMs: number
  readonly longestMs: number
}

interface Timed extends Times {
  readonly question: Question
  /** What a database beside it took; null where none was asked. */
  readonly beside: (Times & { readonly agrees: boolean }) | null
}

async function time(ask: Question['ask']): Promise<Times> {
  const tookMs: number[] = []
  for (let repeat = 0; repeat < repeats; repeat++) {
    const start = performance.now()
    await ask(repeat)
    tookMs.push(performance.now() - start)
  }
  tookMs.sort((a, b) => a - b)
  return { medianMs: tookMs[repeats >> 1], longestMs: tookMs[repeats - 1] }
}

/** Whether both give the same answer to the question with some of its values. */
async function agree(one: Question['ask'], other: Question['ask'], what: string): Promise<boolean> {
  for (let repeat = 0; repeat < repeats; repeat += comparedStep) {
    const [first, second] = [(await one(repeat))(), (await other(repeat))()]
    const at = first.findIndex((value, index) => value !== second[index])
    if (at < 0 && first.length === second.length) continue
    console.log(`${what}, ${repeat}: ${first.length} values, beside it ${second.length}; at ${at} ${first[at]} and ${second[at]}`)
    return false
  }
  return true
}

async function timeAll(questions: readonly Question[], others: ReadonlyMap<string, Question['ask']> | null): Promise<readonly Timed[]> {
  const timed: Timed[] = []
  for (const question of questions) {
    const own = await time(question.ask)
    const other = others?.get(question.what)
    const beside = other ? { ...(await time(other)), agrees: await agree(question.ask, other, question.what) } : null
    timed.push({ question, ...own, beside })
  }
  return timed
}

function ms(value: number): string {
  return value.toFixed(value < 10 ? 1 : 0)
}

function print(timed: readonly Timed[]): void {
  const hasBeside = timed.some(({ beside }) => beside !== null)
  printTable(
    `A run of ${count(sources)} sources and ${count(sources * measurementsPerSource)} measurements`,
    ['', 'median, ms', 'longest, ms', ...(hasBeside ? ['PostgreSQL + Q3C: median', 'longest', 'theirs / ours', 'same answers'] : [])],
    timed.map(({ question, medianMs, longestMs, beside }) => {
      const own = [question.what, ms(medianMs), ms(longestMs)]
      if (!hasBeside) return own
      if (!beside) return [...own, '', '', '', '']
      return [...own, ms(beside.medianMs), ms(beside.longestMs), (beside.medianMs / medianMs).toPrecision(2), beside.agrees ? 'yes' : 'NO']
    }),
  )
}

function targetOf({ question: { what, targetMs }, medianMs }: Timed): Target[] {
  if (targetMs === null) return []
  return [{ what: `Explore: ${what}`, wanted: `< ${targetMs} ms`, measured: `${ms(medianMs)} ms`, isMet: medianMs < targetMs }]
}

function agreement(timed: readonly Timed[]): Target[] {
  const asked = timed.filter(({ beside }) => beside !== null)
  if (asked.length === 0) return []
  const same = asked.filter(({ beside }) => beside?.agrees === true).length
  const wanted = `${asked.length} of ${asked.length}`
  const measured = `${same} of ${asked.length}`
  return [{ what: 'Explore: questions with the answers of PostgreSQL', wanted, measured, isMet: same === asked.length }]
}

async function measure(halley: Halley, withQ3c: boolean): Promise<Target[]> {
  await makeRunWith(halley, run, sources, exploreTables)
  const start = await furtherPageStart(halley, run)
  const questions = exploreQuestions(halley, run, start)
  const timed = withQ3c
    ? await withQ3cServer((server) => askQ3c(halley, { run, start, server }, (others) => timeAll(questions, others)))
    : await timeAll(questions, null)
  print(timed)
  return [...timed.flatMap(targetOf), ...agreement(timed)]
}

/** Times what the pages that explore a large run ask, beside PostgreSQL with Q3C where that is asked for. */
export async function benchExplore({ q3c }: { readonly q3c: boolean }): Promise<Target[]> {
  const folder = mkdtempSync(join(tmpdir(), 'halley-bench-'))
  const halley = expectValue(await openHalley({ environment: {}, home: join(folder, 'home') }))
  // As a server does it.
  const endTables = useTablesProcess(usualTablesProcess, console.error)
  try {
    return await measure(halley, q3c)
  } finally {
    await endTables()
    await closeHalley(halley)
    rmSync(folder, { recursive: true, force: true })
  }
}
