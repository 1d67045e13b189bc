import { buffer } from 'node:stream/consumers'
import { array, assert, integer, property } from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { etaVColumn, etaVPoints, etaVSources, type EtaVQuestion } from '../../src/app/analyses/etaVPoints.ts'
import { showAnalysis } from '../../src/app/analyses/listAnalyses.ts'
import { runAnalysis } from '../../src/app/analyses/runAnalysis.ts'
import { etaVEndSchema, etaVHeadSchema, type EtaVEnd, type EtaVHead } from '../../src/app/contract/etaVPlane.ts'
import { etaVParametersSchema } from '../../src/app/contract/etaVParameters.ts'
import type { Halley } from '../../src/app/halley.ts'
import { encodeEnd, encodeHead, EtaVDecoder, makeBlock } from '../../src/charts/etaVStream.ts'
import { enterAs } from '../people/people.ts'
import { readTable } from '../process/processing.ts'
import { valueOf } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { draw, following, makeScene, type Scene, withHalley } from '../samples/scene.ts'

const folder = temporaryFolder()
let scene: Scene

beforeAll(async () => {
  scene = await makeScene(folder)
})

const everything: EtaVQuestion = {
  runs: [],
  query: '',
  flux: 'peak',
  minDatapoints: 2,
  isFitted: true,
}

interface Plane {
  readonly head: EtaVHead
  readonly end: EtaVEnd
  /** As run, id, log eta, log V, datapoints. */
  readonly points: readonly (readonly [string, number, number, number, number])[]
}

async function planeOf(halley: Halley, question: Partial<EtaVQuestion>): Promise<Plane> {
  const bytes = await buffer(valueOf(await etaVPoints(halley, { ...everything, ...question })))
  const points: [string, number, number, number, number][] = []
  let [head, end]: [EtaVHead | undefined, EtaVEnd | undefined] = [undefined, undefined]
  const decoder = new EtaVDecoder({
    onHead: (value) => (head = etaVHeadSchema.parse(value)),
    onEnd: (value) => (end = etaVEndSchema.parse(value)),
    onBlock: ({ id, logEta, logV, datapoints, origin }) => {
      for (let i = 0; i < id.length; i++) {
        const run = head?.versions[origin[i]]?.run ?? ''
        points.push([run, id[i], logEta[i], logV[i], datapoints[i]])
      }
    },
  })
  decoder.push(bytes)
  if (!head || !end) throw new Error('The stream broke off')
  return { head, end, points }
}

test('points are the sources with two measurements or more and eta and V above 0, in the order of runs and files', async () => {
  await withHalley(scene, async (halley) => {
    for (const flux of ['peak', 'int'] as const) {
      const { points, end } = await planeOf(halley, { runs: ['smc', 'lmc'], flux })
      const wanted = []
      for (const run of ['smc', 'lmc']) {
        const rows = await readTable(`${scene.home}/runs/${run}`, 'sources')
        const used = rows.filter((row) => Number(row['n_meas']) >= 2 && Number(row[`eta_${flux}`]) > 0 && Number(row[`v_${flux}`]) > 0)
        for (const row of used) {
          const [eta, v] = [Math.log10(Number(row[`eta_${flux}`])), Math.log10(Number(row[`v_${flux}`]))]
          wanted.push([run, Number(row['id']), Math.fround(eta), Math.fround(v), Number(row['n_meas'])])
        }
      }
      expect(points).toEqual(wanted)
      expect(end).toMatchObject({ used: wanted.length, isWhole: true })
    }
  })
})

test('the Gaussians are those that an analysis freezes, to the last bit, and its frozen points and Gaussians are given as they are', async () => {
  await withHalley(scene, async (halley) => {
    for (const fit of ['vast', 'trap'] as const) {
      const parameters = etaVParametersSchema.parse({ fit, minSources: 5 })
      const made = valueOf(await runAnalysis(halley, { name: fit, of: { run: 'lmc' }, parameters }, following()))
      const live = await planeOf(halley, { runs: ['lmc'] })
      const { eta, v, found } = made
      expect(live.end.fits[fit]).toEqual({
        eta: { mean: eta.mean, sigma: eta.sigma, count: eta.count },
        v: { mean: v.mean, sigma: v.sigma, count: v.count },
        correlation: found.correlation,
      })
      const frozen = await planeOf(halley, { analysis: fit })
      expect(frozen.points).toEqual(live.points)
      expect(frozen.end.fits[fit]).toMatchObject({ correlation: found.correlation })
      expect(frozen.head.versions).toEqual(live.head.versions)
      const { candidates } = valueOf(await showAnalysis(halley, fit))
      const kept = live.points.filter(([, , x, y]) => x > Math.log10(eta.threshold) && y > Math.log10(v.threshold))
      expect(kept.map(([, id]) => id).sort((a, b) => a - b)).toEqual(candidates.map(({ id }) => id))
    }
  })
})

test('a column has the order of the points, and sources are named by their keys', async () => {
  await withHalley(scene, async (halley) => {
    await draw(halley, { name: 'both', from: [{ run: 'lmc' }, { run: 'smc' }], where: 'max_snr > 1' })
    for (const subject of [{ runs: ['lmc', 'smc'] }, { sample: 'both' }]) {
      const question = { ...everything, ...subject }
      const { points, head } = await planeOf(halley, question)
      const bytes = await buffer(valueOf(await etaVColumn(halley, question, 'id')))
      expect([...new Float32Array(new Uint8Array(bytes).buffer)]).toEqual(points.map(([, id]) => id))
      const origins = new Map(head.versions.map(({ run }, place) => [run, place]))
      const keys = points.slice(0, 7).map(([run, id]) => `${origins.get(run)}-${id}`)
      const { sources } = valueOf(await etaVSources(halley, question, [...keys, '0-999999']))
      expect(sources.map(({ key }) => key).sort()).toEqual(keys.toSorted())
      for (const { name } of sources) expect(name).toMatch(/^J\d{6}/)
    }
    expect((await planeOf(halley, { runs: ['lmc'], query: 'n_meas < 0' })).end).toMatchObject({ used: 0, fits: { vast: null, trap: null } })
  })
})

test('who may not read a run, a sample or an analysis gets no point of it, and no run of others is among all runs', async () => {
  await withHalley(scene, async (halley) => {
    const stranger = await enterAs(halley.store, 'stranger')
    for (const subject of [{ runs: ['lmc'] }, { sample: 'both' }, { analysis: 'vast' }]) {
      for (const asked of [
        etaVPoints(stranger, { ...everything, ...subject }),
        etaVSources(stranger, { ...everything, ...subject }, ['0-1']),
      ])
        expect(await asked).toMatchObject({ ok: false, fault: { code: 'item.notFound' } })
    }
    expect((await planeOf(stranger, {})).points).toEqual([])
  })
})

test('a stream is read alike in whatever pieces it comes', () => {
  assert(
    property(
      array(integer({ min: 1, max: 50 }), { maxLength: 4 }),
      array(integer({ min: 1, max: 400 }), { minLength: 1 }),
      (blocks, cuts) => {
        const parts = blocks.map((rows, nth) => {
          const { bytes, columns } = makeBlock(rows)
          columns.id.fill(nth)
          columns.origin.fill(nth + 1)
          return bytes
        })
        const whole = Buffer.concat([encodeHead({ a: 'é' }), ...parts, encodeEnd({ b: 1 })])
        const seen: unknown[] = []
        const decoder = new EtaVDecoder({
          onHead: (head) => seen.push(head),
          onBlock: ({ id, origin }) => seen.push([id.length, id.at(-1), origin.at(-1)]),
          onEnd: (end) => seen.push(end),
        })
        for (let at = 0, nth = 0; at < whole.length; nth++) {
          const next = at + (cuts[nth % cuts.length] ?? 1)
          decoder.push(whole.subarray(at, next))
          at = next
        }
        expect(seen).toEqual([{ a: 'é' }, ...blocks.map((rows, nth) => [rows, nth, nth + 1]), { b: 1 }])
        expect(decoder.hasEnded).toBe(true)
      },
    ),
  )
})
