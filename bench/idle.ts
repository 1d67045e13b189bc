import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { env, execPath } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { closeHalley, openHalley, type Halley } from '../src/app/halley.ts'
import { usualTablesProcess, useTablesProcess } from '../src/app/queries/tablesProcess.ts'
import { expectValue } from './detections.ts'
import { exploreQuestions, furtherPageStart, type Question } from './exploreQuestions.ts'
import { exploreTables } from './exploreTables.ts'
import { memoryOfTree, type TreeMemory } from './processTree.ts'
import { count, megabytes, printTable, type Target } from './report.ts'
import { makeRunWith } from './sizedRun.ts'

const sources = 1_000_000
const repeats = 21
const run = 'survey'
const mostBytes = 150e6
/** How long the process of queries stays here, s; and how long after a request the server makes itself small. */
const queryIdleS = 5
const quietS = 25

const launcher = resolve(import.meta.dirname, '../scripts/launch.mjs')
const main = resolve(import.meta.dirname, '../src/doors/cli/main.ts')

interface Served {
  readonly child: ChildProcess
  readonly get: (path: string) => Promise<string>
}

/** Starts a server as its users do, and signs in. */
async function startServer(home: string): Promise<Served> {
  const child = spawn(execPath, [launcher, main, 'serve', '--port', '0', '--query-idle', String(queryIdleS)], {
    env: { ...env, HALLEY_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  const link = await new Promise<string>((found, failed) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const [, at] = /Sign in \(once\): (\S+)\n/.exec(said) ?? []
      if (at) found(at)
    })
    child.on('close', () => failed(new Error(`The server ended: ${said}`)))
  })
  const signedIn = await fetch(link, { redirect: 'manual' })
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const get = async (path: string) => {
    const answer = await fetch(new URL(path, link), { headers: { cookie } })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 300)}`)
    return text
  }
  return { child, get }
}

/** What a browser loads for a page: the page, its files, and what they ask for. */
async function loadPage(get: Served['get']): Promise<void> {
  const page = await get('/runs')
  for (const [, path] of page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)) await get(path)
  for (const path of ['/api/account', '/api/runs', '/api/operations']) await get(path)
}

interface Moment {
  readonly when: string
  readonly memory: TreeMemory
}

async function measureServer(home: string): Promise<readonly Moment[]> {
  const { child, get } = await startServer(home)
  const pid = child.pid ?? 0
  const moments: Moment[] = []
  const look = (when: string) => moments.push({ when, memory: memoryOfTree(pid) })
  try {
    look('just started')
    await loadPage(get)
    await sleep(quietS * 1000)
    look('after a page')
    for (const from of [2, 3, 4]) await get(`/api/sources?run=${run}&q=eta_peak>${from}&sort=v_peak`)
    look('with queries')
    await sleep(quietS * 1000)
    look('after queries')
  } finally {
    child.kill('SIGTERM')
    await new Promise((ended) => child.once('close', ended))
  }
  return moments
}

function nameOf(command: string): string {
  if (command.includes('readerProcess')) return 'queries over tables'
  return / worker /.test(command) ? 'worker' : 'server'
}

function printMoments(moments: readonly Moment[]): void {
  const rows = moments.flatMap(({ when, memory: { processes, bytes } }) => [
    [when, 'all, as if alone', '', '', megabytes(bytes)],
    ...processes.map(({ command, rss, pss, ownBytes }) => ['', nameOf(command), megabytes(rss), megabytes(pss), megabytes(ownBytes)]),
  ])
  printTable('Memory of ./halley serve and what it starts', ['', 'process', 'resident', 'proportional', 'its own'], rows)
}

function ms(value: number): string {
  return value.toFixed(value < 10 ? 1 : 0)
}

async function medianMs({ ask }: Question): Promise<number> {
  const tookMs: number[] = []
  for (let repeat = 0; repeat < repeats; repeat++) {
    const start = performance.now()
    await ask(repeat)
    tookMs.push(performance.now() - start)
  }
  return tookMs.sort((a, b) => a - b)[repeats >> 1]
}

/** Each question in this process, and through one of its own, in turns, so that what slows the machine slows both. */
async function measureQuestions(halley: Halley): Promise<Target[]> {
  const questions = exploreQuestions(halley, run, await furtherPageStart(halley, run))
  const targets: Target[] = []
  const rows: string[][] = []
  for (const question of questions) {
    const here = await medianMs(question)
    const end = useTablesProcess(usualTablesProcess, console.error)
    await question.ask(0)
    const there = await medianMs(question)
    await end()
    const { what, targetMs } = question
    rows.push([what, ms(here), ms(there), ms(there - here)])
    if (targetMs !== null)
      targets.push({ what: `Through a process: ${what}`, wanted: `< ${targetMs} ms`, measured: `${ms(there)} ms`, isMet: there < targetMs })
  }
  const title = `Questions of pages to a run of ${count(sources)} sources: medians of ${repeats}, ms`
  printTable(title, ['', 'in the server', 'in a process', 'more'], rows)
  return targets
}

function memoryTarget({ when, memory: { bytes } }: Moment): Target {
  return { what: `Idle server ${when}`, wanted: `< ${megabytes(mostBytes)}`, measured: megabytes(bytes), isMet: bytes < mostBytes }
}

/** Measures what an idle server keeps in memory, and what it costs that a process of its own reads tables. */
export async function benchIdle(): Promise<Target[]> {
  const folder = mkdtempSync(join(tmpdir(), 'halley-bench-'))
  const home = join(folder, 'home')
  const halley = expectValue(await openHalley({ environment: {}, home }))
  try {
    await makeRunWith(halley, run, sources, exploreTables)
    // A first server compiles what the next ones find compiled.
    await measureServer(home)
    const moments = await measureServer(home)
    printMoments(moments)
    const idle = moments.filter(({ when }) => when.startsWith('after'))
    return [...idle.map(memoryTarget), ...(await measureQuestions(halley))]
  } finally {
    await closeHalley(halley)
    rmSync(folder, { recursive: true, force: true })
  }
}
