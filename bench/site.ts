import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { env, execPath } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { closeHalley, openHalley, type Halley } from '../src/app/halley.ts'
import { submitProcessing } from '../src/app/process/processOperation.ts'
import { deletePermanently } from '../src/app/purge/deletePermanently.ts'
import { createRun } from '../src/app/runs/createRun.ts'
import { findRun } from '../src/app/runs/findRun.ts'
import { readConfigFile } from '../src/app/runs/readConfigFile.ts'
import { openSession } from '../src/app/sessions/openSession.ts'
import { showPlan } from '../src/app/trash/showPlan.ts'
import { simulateTo } from '../src/app/simulate/simulateTo.ts'
import { sessionCookie } from '../src/doors/http/sessions/sessionCookie.ts'
import { findOperation } from '../src/store/catalogue/operations.ts'
import { expectValue } from './detections.ts'
import { count, printTable, type Target } from './report.ts'
import { askAsClients, quantile, type ClientsReport } from './siteClients.ts'
import { makeSizedRun } from './sizedRun.ts'

const clients = 50
const pauseMs = 250
const mostMs = 200
const main = resolve(import.meta.dirname, '../src/doors/cli/main.ts')

function startServer(home: string): { readonly child: ChildProcess; readonly address: Promise<string> } {
  const child = spawn(execPath, [main, 'serve', '--port', '0', '--api-only'], {
    env: { ...env, HALLEY_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  const address = new Promise<string>((found, failed) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const [, at] = /is at (http:\S+)/.exec(said) ?? []
      if (at) found(at)
    })
    child.on('close', () => failed(new Error(`The server ended: ${said}`)))
  })
  return { child, address }
}

/** The run that is processed meanwhile: eight epochs of two tiles. */
async function addWork(halley: Halley, folder: string): Promise<void> {
  expectValue(await simulateTo(folder, { preset: 'demo', onProgress: () => {} }))
  const { movableText: configText } = expectValue(await readConfigFile(join(folder, 'config.yaml')))
  expectValue(await createRun(halley, { name: 'worked-at', configText }))
}

async function beginPurge(halley: Halley, name: string): Promise<string> {
  const { id } = expectValue(await findRun(halley, name))
  const act = { act: 'trash', itemIds: [id], companionIds: [] } as const
  const { hash } = expectValue(await showPlan(halley, act))
  const begun = expectValue(await deletePermanently(halley, { act, cancel: false, reason: '', detach: true, confirmedHash: hash }))
  if (!begun) throw new Error(`Run ${name} was not purged`)
  return begun.operationId
}

async function untilEnded(halley: Halley, operationIds: readonly string[]): Promise<void> {
  for (const id of operationIds) {
    for (;;) {
      const operation = await findOperation(halley.store.catalogue, id)
      if (!operation || !['queued', 'running'].includes(operation.state)) break
      await sleep(200)
    }
  }
}

function report(what: string, { tookMs, errors, eventBytes }: ClientsReport): readonly string[] {
  const [half, most, worst] = [0.5, 0.95, 1].map((part) => quantile(tookMs, part).toFixed(0))
  return [what, count(tookMs.length), half, most, worst, String(errors.length), count(eventBytes)]
}

async function measure(halley: Halley, folder: string): Promise<Target[]> {
  for (let run = 0; run < 40; run++) expectValue(await createRun(halley, { name: `waiting-${run}`, configText: 'inputs: {}\n' }))
  await makeSizedRun(halley, 'deleted', 100_000)
  await addWork(halley, join(folder, 'survey'))
  const { child, address } = startServer(halley.store.paths.home)
  try {
    const sessions = await Promise.all(
      Array.from({ length: clients }, () => openSession(halley.store, halley.user.id, 'bench', halley.now())),
    )
    const cookies = sessions.map(({ secret }) => `${sessionCookie}=${secret}`)
    const paths = ['/api/runs', '/api/projects', '/api/trash', '/api/operations', '/api/activity', '/api/home']
    const asked = { address: await address, cookies, paths, pauseMs }
    const quietEnd = Date.now() + 5_000
    const quiet = await askAsClients({ ...asked, isOver: () => Date.now() > quietEnd })
    const processing = expectValue(await submitProcessing(halley, expectValue(await findRun(halley, 'worked-at')), { debug: false }))
    const purge = await beginPurge(halley, 'deleted')
    let isOver = false
    const ended = untilEnded(halley, [processing.operationId, purge]).then(() => (isOver = true))
    const least = Date.now() + 10_000
    const busy = await askAsClients({ ...asked, isOver: () => isOver && Date.now() > least })
    await ended
    const rows = [report('at rest', quiet), report('run processed, run purged', busy)]
    printTable(
      `${clients} clients at the site, each asks ${1000 / pauseMs} times a second and follows events`,
      ['', 'answers', 'median, ms', 'p95, ms', 'longest, ms', 'errors', 'event bytes'],
      rows,
    )
    const wrong = [...quiet.errors, ...busy.errors]
    for (const words of new Set(wrong)) console.log(words)
    const p95 = quantile(busy.tookMs, 0.95)
    return [
      {
        what: 'Site: p95 while a run is processed and one is purged',
        wanted: `< ${mostMs} ms`,
        measured: `${p95.toFixed(0)} ms`,
        isMet: p95 < mostMs,
      },
      { what: 'Site: errors', wanted: '0', measured: String(wrong.length), isMet: wrong.length === 0 },
    ]
  } finally {
    child.kill('SIGTERM')
    await new Promise((ended) => child.on('close', ended))
  }
}

/** Times the answers of the server to 50 clients, at rest and while workers process a run and purge another. */
export async function benchSite(): Promise<Target[]> {
  const folder = mkdtempSync(join(tmpdir(), 'halley-bench-'))
  const halley = expectValue(await openHalley({ environment: {}, home: join(folder, 'home') }))
  try {
    return await measure(halley, folder)
  } finally {
    await closeHalley(halley)
    rmSync(folder, { recursive: true, force: true })
  }
}
