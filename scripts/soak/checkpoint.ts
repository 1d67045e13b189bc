// Looks at the whole store while nobody works on it: nothing may be lost, left over or without an end.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import type { StoreReport } from '../../src/app/fsck/checkStore.ts'
import { isScratch } from '../../src/store/scratch.ts'
import { stateInvariants } from '../../src/lifecycle/invariants/stateInvariants.ts'
import { loadEverything } from '../../src/store/state/loadState.ts'
import type { Store } from '../../src/store/store.ts'
import { brokenPromises } from './keptPromises.ts'
import type { Ledger } from './ledger.ts'
import { bystanders } from './world.ts'

const cli = join(import.meta.dirname, '../../src/doors/cli/main.ts')

export interface Inspection {
  readonly store: Store
  readonly environment: Readonly<Record<string, string>>
  readonly ledger: Ledger
  /** Of the bystanders, as they were made. */
  readonly bystanders: string
  /** How long what waits or works may take to its end while nobody asks for more. */
  readonly patienceMs: number
}

function halley(environment: Readonly<Record<string, string>>, ...args: readonly string[]) {
  return spawnSync(process.execPath, [cli, ...args], {
    env: { PATH: process.env['PATH'], ...environment },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
}

async function unfinished({ catalogue }: Store): Promise<readonly string[]> {
  const rows = await catalogue
    .selectFrom('operations')
    .select(['id', 'kind', 'state', 'attempt', 'worker', 'leaseUntil', 'isDetached'])
    .where('state', 'in', ['queued', 'running'])
    .execute()
  return rows.map((row) => `has no end: ${JSON.stringify(row)}`)
}

function leftInTemporary({ paths }: Store): readonly string[] {
  const names = readdirSync(paths.temporary).filter((name) => !isScratch(name))
  return names.flatMap((name) =>
    name === 'purge' ? readdirSync(join(paths.temporary, name)).map((each) => `tmp/purge/${each} is left`) : [`tmp/${name} is left`],
  )
}

/** Waits until the workers have worked off everything, and nothing of it is left on the disk. @returns what is, after all patience */
async function drain({ store, patienceMs }: Inspection): Promise<readonly string[]> {
  for (const end = Date.now() + patienceMs; ; await sleep(250)) {
    const open = [...(await unfinished(store)), ...leftInTemporary(store)]
    if (open.length === 0 || Date.now() > end) return open
  }
}

/** Images that were ingested for a processing that never ended stay, for the next one to find. */
function findingsOf(report: StoreReport): readonly string[] {
  return report.findings
    .filter(({ gravity, check }) => gravity === 'damage' || (gravity === 'leftover' && check !== 'images'))
    .map(({ gravity, check, words }) => `fsck: ${gravity} of ${check}: ${words}`)
}

function fsck(environment: Inspection['environment']): readonly string[] {
  const outcome = halley(environment, 'fsck', '--json')
  try {
    return findingsOf(JSON.parse(outcome.stdout) as StoreReport)
  } catch {
    return [`fsck did not come to an end: ${outcome.status} ${outcome.stdout.slice(0, 500)} ${outcome.stderr.slice(0, 500)}`]
  }
}

async function restlessRuns({ catalogue }: Store): Promise<readonly string[]> {
  const rows = await catalogue
    .selectFrom('runs')
    .select(['id', 'name', 'work', 'place'])
    .where('work', 'in', ['queued', 'running', 'restoring'])
    .where('place', 'in', ['live', 'trashed'])
    .execute()
  return rows.map(({ id, name, work }) => `run ${name} (${id}) is ${work}, and nobody works on it`)
}

async function muteFailures({ catalogue }: Store): Promise<readonly string[]> {
  const rows = await catalogue
    .selectFrom('operations')
    .select(['id', 'kind'])
    .where('state', '=', 'failed')
    .where('error', 'is', null)
    .execute()
  return rows.map(({ id, kind }) => `${kind} ${id} failed and does not say why`)
}

async function brokenLaws({ catalogue }: Store): Promise<readonly string[]> {
  const state = await loadEverything(catalogue)
  return stateInvariants.flatMap((law) => law.breaches(state).map((words) => `${law.number} ${words}`))
}

/** Looks at everything, with all clients at rest and the workers there. @returns what is not as it should be */
export async function inspect(inspection: Inspection): Promise<readonly string[]> {
  const { store, environment, ledger } = inspection
  const resumed = halley(environment, 'trash', 'resume')
  const resuming = resumed.status === 0 ? [] : [`trash resume: ${resumed.stdout} ${resumed.stderr}`]
  const left = await drain(inspection)
  ledger.read()
  const bugs = ledger.bugs.splice(0).map(({ client, number, act, words }) => `bug in act ${number} of ${client}, ${act}: ${words}`)
  const same = (await bystanders(store)) === inspection.bystanders ? [] : ['the bystanders have changed']
  return [
    ...resuming,
    ...left,
    ...bugs,
    ...same,
    ...(await restlessRuns(store)),
    ...(await muteFailures(store)),
    ...(await brokenLaws(store)),
    ...(await brokenPromises(store, ledger)),
    ...fsck(environment),
  ]
}
