// What it takes to publish a sample of a run that has no science in it.
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beginUses } from '../../src/app/drawn/beginUses.ts'
import { claimOperation, enqueueOperation } from '../../src/store/catalogue/operations.ts'
import type { RunRow } from '../../src/store/catalogue/schema.ts'
import { type Attempt, beginAttempt } from '../../src/store/publishing/attempt.ts'
import type { NewDrawn } from '../../src/store/publishing/publishDrawn.ts'
import type { Store } from '../../src/store/store.ts'
import { exampleTime, valueOf } from '../store/exampleStore.ts'

/** Queues the drawing of a sample. */
export async function addDrawing(store: Store, { ownerId: actorId }: RunRow): Promise<string> {
  const id = randomUUID()
  await enqueueOperation(store.catalogue, { id, kind: 'sample', runId: null, actorId, createdAt: exampleTime })
  return id
}

/** Takes a drawing up: the run is in use. */
export async function claimDrawing(store: Store, operationId: string, run: RunRow, now: string = exampleTime): Promise<Attempt> {
  const claimed = await claimOperation(store.catalogue, operationId, { worker: 'test', now, leaseUntil: now })
  if (!claimed) throw new Error('The drawing could not be claimed.')
  const halley = { store, now: () => new Date(now) } as Parameters<typeof beginUses>[0]
  valueOf(await beginUses(halley, operationId, [run.id], 'drawing'))
  return valueOf(await beginAttempt(store, claimed))
}

/** Writes the tables of a sample and describes it. */
export function exampleSample(attempt: Attempt, { id: runId, ownerId, projectId, name }: RunRow): NewDrawn {
  writeFileSync(join(attempt.resultFolder, 'sources.parquet'), `sources of ${name}`)
  const id = randomUUID()
  const own = { id, name: `sample of ${name}`, ownerId, projectId, grantees: [] }
  return {
    item: { kind: 'sample', ...own, madeFrom: [runId], state: { place: 'live' } },
    actor: { kind: 'user', userId: ownerId, isAdministrator: false, isActive: true, scopes: null },
    madeAt: exampleTime,
    description: 'an example',
    parameters: {},
    counts: { sources: 1 },
    codeVersion: '0.1.0',
    predecessorId: null,
    origins: { kind: 'sample', rows: [{ runId, version: 1, resultId: randomUUID() }] },
    document: { name: 'sample.json', content: { format: 1 } },
  }
}
