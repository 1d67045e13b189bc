// One client of a soak: asks for one thing after the other as the command line does, and keeps a journal of it.
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { closeHalley, halleyFor, openHalley, type Halley } from '../../src/app/halley.ts'
import { settle, settleResult, type Fault, type Result } from '../../src/fault/fault.ts'
import { seededNumbers } from '../../tests/proof/seeded.ts'
import { acts, drawAct } from './acts.ts'
import { JournalWriter, type Answered } from './journal.ts'
import { lookAround, type Population } from './population.ts'
import { awayExitCode, type ClientOrder } from './startClient.ts'
import type { Chosen, Deed, Turn } from './turn.ts'

const order: ClientOrder = JSON.parse(process.argv[2] ?? '')
const journal = new JournalWriter(order.journal)
const will = { isPaused: false, isResting: false, isEnding: false }
let number = order.firstNumber

function goAway({ code, message }: Fault): never {
  process.stderr.write(`${code}: ${message}\n`)
  return process.exit(awayExitCode)
}

async function enter(): Promise<Halley> {
  const opened = await settleResult(() => openHalley({ environment: process.env }))
  if (!opened.ok) return goAway(opened.fault)
  const { store } = opened.value
  const entered = await settle(async () => {
    const user = await store.catalogue.selectFrom('users').selectAll().where('name', '=', order.userName).executeTakeFirstOrThrow()
    return halleyFor(store, { ...user, scopes: null })
  })
  return entered.ok ? entered.value : goAway(entered.fault)
}

function answer(outcome: Answered['outcome'], words: string, { facts = [], events = [], purgeId = null }: Deed = {}): void {
  journal.write({ say: 'answered', number, outcome, words, facts, events, purgeId })
}

/** What was no refusal, and should have been one. */
function wordsOfBug(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

async function attempt(chosen: Chosen): Promise<Result<Deed> | { readonly bug: string }> {
  try {
    return await settleResult(chosen.perform)
  } catch (error) {
    return { bug: wordsOfBug(error) }
  }
}

async function perform(act: string, chosen: Chosen, by: string): Promise<boolean> {
  number++
  journal.write({ say: 'asked', number, act, by, at: new Date().toISOString(), on: chosen.on, ends: chosen.ends ?? [] })
  const outcome = await attempt(chosen)
  if ('bug' in outcome) answer('bug', outcome.bug)
  else if (outcome.ok) answer('done', '', outcome.value)
  else if (outcome.fault.code === 'bug') answer('bug', outcome.fault.message)
  else answer('refused', `${outcome.fault.code}: ${outcome.fault.message}`)
  return !('bug' in outcome) && outcome.ok
}

/** A turn: looks, chooses, asks. @returns whether something was done */
async function takeTurn(turn: Turn): Promise<boolean> {
  const act = drawAct(turn)
  const chosen = await acts[act](turn)
  return chosen !== null && (await perform(act, chosen, turn.halley.user.name))
}

/** Does nothing until it may go on. */
async function rest(): Promise<void> {
  will.isResting = true
  process.send?.('paused')
  while (will.isPaused && !will.isEnding) await sleep(20)
  will.isResting = false
}

async function work(halley: Halley): Promise<void> {
  const next = seededNumbers(order.seed)
  const comments: Turn['comments'] = new Map()
  let there: Population | null = null
  for (let turns = 0; !will.isEnding; turns++) {
    if (will.isPaused) {
      await rest()
      there = null
    }
    const looked: Result<Population> = there && turns % 6 > 0 ? { ok: true, value: there } : await settle(() => lookAround(halley.store))
    if (!looked.ok) {
      await sleep(200)
      continue
    }
    there = looked.value
    const taken = await settle(() => takeTurn({ halley, there: looked.value, next, configurations: order.configurations, comments }))
    if (!taken.ok || !taken.value) there = null
    if (comments.size > 200) comments.clear()
  }
}

process.on('message', (word) => {
  if (word === 'pause') will.isPaused = true
  if (word === 'pause' && will.isResting) process.send?.('paused')
  if (word === 'go') will.isPaused = false
  if (word === 'end') will.isEnding = true
})
process.on('disconnect', () => process.exit(awayExitCode))
const halley = await enter()
process.send?.('ready')
await work(halley)
await closeHalley(halley)
process.exit(0)
