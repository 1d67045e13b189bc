// What clients do to runs: make, process, revert, rename, share, hold.
import { moveItems } from '../../src/app/items/moveItems.ts'
import { renameItem } from '../../src/app/items/renameItem.ts'
import { shareItem, transferItem, unshareItem } from '../../src/app/items/shareItem.ts'
import { cancelTarget } from '../../src/app/operations/cancelTarget.ts'
import { createProject } from '../../src/app/projects/createProject.ts'
import { createRun } from '../../src/app/runs/createRun.ts'
import { findRun } from '../../src/app/runs/findRun.ts'
import { processTarget } from '../../src/app/runs/processTarget.ts'
import { replaceDraft } from '../../src/app/runs/replaceDraft.ts'
import { submitNamedRun } from '../../src/app/runs/submitRun.ts'
import { addHold, releaseHolds } from '../../src/app/trash/holds.ts'
import { copyNamedRun } from '../../src/app/versions/copyRun.ts'
import { revertVersion } from '../../src/app/versions/revertVersion.ts'
import type { Result } from '../../src/fault/fault.ts'
import type { RunRow } from '../../src/store/catalogue/schema.ts'
import type { Halley } from '../../src/app/halley.ts'
import type { Fact } from './journal.ts'
import type { PresentRun } from './population.ts'
import { deed, newName, on, oneOf, ownOrOther, type Act, type Turn } from './turn.ts'

const never = new AbortController().signal

/** The run that was chosen, as it is when the act comes to it. */
async function withRun<T>(halley: Halley, { id }: PresentRun, work: (run: RunRow) => Promise<Result<T>>): Promise<Result<T>> {
  const run = await findRun(halley, id)
  return run.ok ? work(run.value) : run
}

async function versionFacts({ store }: Halley, runId: string, number: number): Promise<readonly Fact[]> {
  const row = await store.catalogue
    .selectFrom('versions')
    .innerJoin('results', 'results.id', 'versions.resultId')
    .select('results.manifestHash')
    .where('versions.runId', '=', runId)
    .where('versions.number', '=', number)
    .executeTakeFirst()
  // Who is faster may have purged it by now.
  return row ? [{ kind: 'version', id: `${runId} ${number}`, itemId: runId, hash: row.manifestHash }] : []
}

function made(turn: Turn, name: string, configText: string) {
  return {
    on: [name],
    perform: () =>
      deed(createRun(turn.halley, { name, configText }), ({ id }) => ({
        facts: [{ kind: 'run', id, itemId: id, hash: null }],
        events: [['created', id]],
      })),
  } as const
}

const create: Act = (turn) => on(oneOf(turn, turn.configurations), (text) => made(turn, newName(turn, 'run'), text))

const copy: Act = (turn) =>
  on(ownOrOther(turn, turn.there.runs), ({ id }) => ({
    on: [id],
    perform: () =>
      deed(copyNamedRun(turn.halley, id, { newName: newName(turn, 'copy'), changes: [] }), (run) => ({
        facts: [{ kind: 'run', id: run.id, itemId: run.id, hash: null }],
        events: [['created', run.id]],
      })),
  }))

/** Gives a run another configuration, with more images, fewer or other settings, to be processed some time. */
const edit: Act = (turn) =>
  on(ownOrOther(turn, turn.there.runs), (run) => ({
    on: [run.id],
    perform: () => {
      const text = oneOf(turn, turn.configurations) ?? ''
      return deed(
        withRun(turn.halley, run, (row) => replaceDraft(turn.halley, row, text)),
        () => ({}),
      )
    },
  }))

function restingRuns({ there }: Turn, isShown: boolean): readonly PresentRun[] {
  return there.runs.filter(
    ({ work, headVersion }) => !['queued', 'running', 'restoring'].includes(work) && (headVersion !== null) === isShown,
  )
}

/** Mostly runs that show nothing yet. */
function runToProcess(turn: Turn): PresentRun | undefined {
  const fresh = restingRuns(turn, false)
  return ownOrOther(turn, fresh.length > 0 && turn.next() < 0.7 ? fresh : turn.there.runs)
}

/** Has a worker process a run that shows nothing, as it is. */
const submit: Act = (turn) =>
  on(runToProcess(turn), ({ id }) => ({
    on: [id],
    perform: () => deed(submitNamedRun(turn.halley, id, { debug: false, workers: 1, fullRerun: turn.next() < 0.5 }), () => ({})),
  }))

/** Gives a run that shows something other images or settings, and has a worker make its next version. */
const grow: Act = (turn) =>
  on(ownOrOther(turn, restingRuns(turn, true)), (run) => ({
    on: [run.id],
    perform: async () => {
      const text = oneOf(turn, turn.configurations) ?? ''
      const edited = await withRun(turn.halley, run, (row) => replaceDraft(turn.halley, row, text))
      if (!edited.ok) return edited
      return deed(submitNamedRun(turn.halley, run.id, { debug: false, workers: 1, fullRerun: true }), () => ({}))
    },
  }))

/** Processes a run itself. */
const process: Act = (turn) =>
  on(runToProcess(turn), ({ id }) => ({
    on: [id],
    perform: () => {
      const request = { target: id, workers: 1, debug: false, fullRerun: turn.next() < 0.5, signal: never, onProgress: () => {} }
      return deed(processTarget(turn.halley, request), async ({ version, unchanged }) => ({
        facts: await versionFacts(turn.halley, id, version),
        events: [[unchanged ? 'unchanged' : 'published', id]],
      }))
    },
  }))

const revert: Act = (turn) =>
  on(
    ownOrOther(
      turn,
      restingRuns(turn, true).filter(({ lastVersion }) => lastVersion > 1),
    ),
    (run) => ({
      on: [run.id],
      perform: () => {
        const to = Math.max(1, run.lastVersion - 1 - Math.floor(turn.next() * 3))
        return deed(
          withRun(turn.halley, run, (row) => revertVersion(turn.halley, row, { to, debug: false })),
          async ({ version }) => ({
            facts: await versionFacts(turn.halley, run.id, version),
            events: [['revertBegan', run.id]],
          }),
        )
      },
    }),
  )

const cancel: Act = (turn) =>
  on(oneOf(turn, turn.there.operations), (id) => ({ on: [id], perform: () => deed(cancelTarget(turn.halley, id), () => ({})) }))

const rename: Act = (turn) =>
  on(ownOrOther(turn, turn.there.runs), ({ id, name }) => ({
    on: [id],
    perform: () => deed(renameItem(turn.halley, { id, kind: 'run', name }, newName(turn, 'run')), () => ({ events: [['renamed', id]] })),
  }))

function otherUser({ halley, next }: Turn): string {
  const others = ['soak1', 'soak2', 'soak3'].filter((name) => name !== halley.user.name)
  return others[Math.floor(next() * others.length)] ?? 'soak1'
}

const share: Act = (turn) =>
  on(ownOrOther(turn, turn.there.runs), ({ id }) => ({
    on: [id],
    perform: () => deed(shareItem(turn.halley, id, otherUser(turn), 'viewer'), () => ({ events: [['shared', id]] })),
  }))

const unshare: Act = (turn) =>
  on(ownOrOther(turn, turn.there.runs), ({ id }) => ({
    on: [id],
    perform: () => deed(unshareItem(turn.halley, id, otherUser(turn)), () => ({ events: [['unshared', id]] })),
  }))

const transfer: Act = (turn) =>
  on(ownOrOther(turn, turn.there.runs), ({ id }) => ({
    on: [id],
    perform: () => deed(transferItem(turn.halley, id, otherUser(turn)), () => ({ events: [['transferred', id]] })),
  }))

const move: Act = (turn) =>
  on(ownOrOther(turn, turn.there.runs), ({ id }) => {
    const project = ownOrOther(turn, turn.there.projects)?.id ?? turn.halley.projectId
    return { on: [id, project], perform: () => deed(moveItems(turn.halley, [{ id }], project), () => ({ events: [['moved', id]] })) }
  })

const makeProject: Act = (turn) =>
  turn.there.projects.length > 4
    ? null
    : {
        on: [],
        perform: () =>
          deed(createProject(turn.halley, { name: newName(turn, 'project'), description: '' }), ({ id }) => ({
            events: [['created', id]],
          })),
      }

const hold: Act = (turn) =>
  turn.there.holds.length > 5
    ? null
    : on(ownOrOther(turn, turn.there.runs), ({ id }) => ({
        on: [id],
        perform: () =>
          deed(addHold(turn.halley, { itemId: id, version: null, reason: 'in the paper' }), () => ({ events: [['held', id]] })),
      }))

const release: Act = (turn) =>
  on(
    oneOf(
      turn,
      turn.there.holds.filter(({ byUserId }) => byUserId === turn.halley.user.id),
    ),
    ({ id }) => ({ on: [id], perform: () => deed(releaseHolds(turn.halley, { kind: null, name: id }), () => ({})) }),
  )

export const runActs = {
  create,
  copy,
  edit,
  submit,
  grow,
  process,
  revert,
  cancel,
  rename,
  share,
  unshare,
  transfer,
  move,
  makeProject,
  hold,
  release,
} as const
