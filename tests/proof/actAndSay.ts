// Does one thing to a store, and is killed or let to fail on the way: actAndSay.ts '{"home": ..., "act": ..., "intervention": ...}'
import process from 'node:process'
import { closeHalley, halleyFor, openHalley, type Halley } from '../../src/app/halley.ts'
import { failure, Refusal, settle, settleResult, type Result } from '../../src/fault/fault.ts'
import { openStore } from '../../src/store/store.ts'
import { interpose } from './interposer.ts'
import type { ActOrder, ActReport } from './startAct.ts'

const { home, act, userName, intervention, userId }: ActOrder = JSON.parse(process.argv[2] ?? '')

/** The clock of the world stands still, so that what is done twice comes to the same. */
function now(): Date {
  return new Date('2026-11-21T12:00:00.000Z')
}

async function enter(): Promise<Halley> {
  const opened = await openStore(home)
  if (!opened.ok) throw new Refusal(opened.fault)
  const users = opened.value.catalogue.selectFrom('users').selectAll()
  const user = await (userName === '' ? users : users.where('name', '=', userName)).executeTakeFirstOrThrow()
  return halleyFor(opened.value, { ...user, scopes: null }, { now })
}

/** What a fresh process does for what others left, with the clock of the system. */
async function recover(): Promise<Result<unknown>> {
  const opened = await openHalley({ environment: process.env, home })
  if (!opened.ok) return opened
  const { workQueues } = await import('../../src/app/contract/workQueue.ts')
  const { runWorker } = await import('../../src/app/operations/runWorker.ts')
  const request = { once: true, pollMs: 10, queues: workQueues, threads: 1, signal: new AbortController().signal, tell: () => {} }
  const worked = await runWorker(opened.value, request)
  const fault = await closeHalley(opened.value)
  return fault ? failure(fault) : worked
}

async function perform(): Promise<{ result: Result<unknown>; steps: ActReport['steps'] }> {
  if (act === 'recover') {
    const steps = await interpose(home, intervention)
    return { result: await settleResult(recover), steps }
  }
  // What is not needed is not loaded: most of the time goes into that.
  const work = act === 'processReal' ? (await import('./realActs.ts')).processReal : (await import('./acts.ts')).acts[act]
  if (userId !== undefined) process.seteuid?.(userId)
  const halley = await settle(enter)
  if (!halley.ok) return { result: halley, steps: [] }
  const steps = await interpose(home, intervention)
  const result = await settleResult(() => work(halley.value))
  return { result, steps: [...steps] }
}

try {
  const { result, steps } = await perform()
  process.stdout.write(JSON.stringify({ result, steps, bug: null } satisfies ActReport))
} catch (error) {
  const bug = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stdout.write(JSON.stringify({ result: null, steps: [], bug } satisfies ActReport))
}
