// Samples and analyses that clients draw from runs.
import { etaVParametersSchema } from '../../src/app/contract/etaVParameters.ts'
import { runAnalysis, submitAnalysis } from '../../src/app/analyses/runAnalysis.ts'
import { drawAgain } from '../../src/app/samples/drawAgain.ts'
import { drawSample, submitDrawing, type DrawnSample } from '../../src/app/samples/drawSample.ts'
import type { Halley } from '../../src/app/halley.ts'
import { deed, newName, on, oneOf, ownOrOther, type Act, type Deed, type Turn } from './turn.ts'

const quietly = { signal: new AbortController().signal, onProgress: () => {} }

async function drawnFacts({ store }: Halley, kind: 'sample' | 'analysis', { id }: Pick<DrawnSample, 'id'>): Promise<Deed> {
  const row = await store.catalogue
    .selectFrom(kind === 'sample' ? 'samples' : 'analyses')
    .select('manifestHash')
    .where('id', '=', id)
    .executeTakeFirst()
  return { facts: [{ kind, id, itemId: id, hash: row?.manifestHash ?? null }], events: [['created', id]] }
}

function choiceOf(turn: Turn, runIds: readonly string[]) {
  return { name: newName(turn, 'sample'), from: runIds.map((run) => ({ run })), query: { kind: 'all' } } as const
}

function shownRuns({ there }: Turn) {
  return there.runs.filter(({ headVersion }) => headVersion !== null)
}

const draw: Act = (turn) =>
  on(ownOrOther(turn, shownRuns(turn)), ({ id }) => {
    const other = oneOf(turn, shownRuns(turn))?.id ?? id
    const choice = choiceOf(turn, turn.next() < 0.3 ? [id, other] : [id])
    const isDetached = turn.next() < 0.5
    return {
      on: [id],
      perform: () =>
        isDetached
          ? deed(submitDrawing(turn.halley, choice), () => ({}))
          : deed(drawSample(turn.halley, choice, quietly), (sample) => drawnFacts(turn.halley, 'sample', sample)),
    }
  })

const redraw: Act = (turn) =>
  on(ownOrOther(turn, turn.there.samples), ({ id }) => ({
    on: [id],
    perform: () =>
      deed(drawAgain(turn.halley, id, { name: newName(turn, 'sample') }, quietly), (sample) => drawnFacts(turn.halley, 'sample', sample)),
  }))

const parameters = etaVParametersSchema.parse({ minSources: 1 })

const analyse: Act = (turn) => {
  const sample = turn.next() < 0.5 ? ownOrOther(turn, turn.there.samples) : undefined
  return on(sample ?? ownOrOther(turn, shownRuns(turn)), ({ id }) => {
    const of = sample ? { sample: id } : { run: id }
    const choice = { name: newName(turn, 'analysis'), of, parameters }
    const isDetached = turn.next() < 0.5
    return {
      on: [id],
      perform: () =>
        isDetached
          ? deed(submitAnalysis(turn.halley, choice), () => ({}))
          : deed(runAnalysis(turn.halley, choice, quietly), (analysis) => drawnFacts(turn.halley, 'analysis', analysis)),
    }
  })
}

export const drawnActs = { draw, redraw, analyse } as const
