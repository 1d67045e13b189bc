import { randomInt } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareSources, type ComparedSources } from './compareSources.ts'

interface Source {
  readonly id: number
  readonly members: readonly number[]
  readonly decDeg?: number
  readonly fluxMjy?: number
  readonly modulation?: number
}

function version(...sources: readonly Source[]): ComparedSources {
  const column = (of: (source: Source) => number) => Float64Array.from(sources, of)
  const edges = sources.flatMap(({ id, members }) => members.map((member) => [id, member] as const))
  return {
    id: column(({ id }) => id),
    measurements: column(({ members }) => members.length),
    raDeg: column(() => 10),
    decDeg: column(({ decDeg = 0 }) => decDeg),
    raErrorDeg: column(() => 1e-4),
    decErrorDeg: column(() => 1e-4),
    meanFluxMjy: column(({ fluxMjy = 1 }) => fluxMjy),
    modulation: column(({ modulation = NaN }) => modulation),
    members: { sourceId: Float64Array.from(edges, ([id]) => id), measurementId: Float64Array.from(edges, ([, member]) => member) },
  }
}

test('names what came, what went, what split and what merged', () => {
  const before = version({ id: 1, members: [10, 11] }, { id: 2, members: [20] }, { id: 3, members: [30] }, { id: 4, members: [40] })
  const after = version(
    { id: 1, members: [10] },
    { id: 2, members: [20, 30] },
    { id: 4, members: [40] },
    { id: 5, members: [11] },
    { id: 6, members: [60] },
  )
  expect(compareSources(before, after)).toMatchObject({
    added: [5, 6],
    gone: [3],
    split: [{ id: 1, into: [1, 5] }],
    merged: [{ id: 2, from: [2, 3] }],
    changed: [],
    unchanged: 3,
  })
})

function at(decDeg: number): ComparedSources {
  return version({ id: 1, members: [10], decDeg })
}

test('a source has moved when it moved by more than both errors together', () => {
  expect(compareSources(at(0), at(1.9e-4)).changed).toEqual([])
  expect(compareSources(at(0), at(2.1e-4)).changed).toMatchObject([{ id: 1, movedArcsec: expect.closeTo(0.756, 6), fluxChangeMjy: 0 }])
})

function bright(fluxMjy: number, modulation = NaN): ComparedSources {
  return version({ id: 1, members: [10, 11, 12, 13], fluxMjy, modulation })
}

test('a mean flux has changed when it changed by more than the errors of the means, which one measurement has not', () => {
  expect(compareSources(bright(1, 0.2), bright(1.13, 0.2)).changed).toEqual([])
  expect(compareSources(bright(1, 0.2), bright(1.2, 0.2)).changed).toMatchObject([{ id: 1, fluxChangeMjy: expect.closeTo(0.2, 12) }])
  expect(compareSources(bright(1), bright(5)).changed).toEqual([])
})

test('sources that share measurements in both versions have neither split nor merged', () => {
  const shared = version({ id: 1, members: [10, 11] }, { id: 2, members: [10, 12] })
  expect(compareSources(shared, shared)).toMatchObject({ split: [], merged: [], added: [], gone: [] })
  const parted = version({ id: 1, members: [10] }, { id: 2, members: [10, 12] }, { id: 3, members: [11] })
  expect(compareSources(shared, parted)).toMatchObject({ split: [{ id: 1, into: [1, 3] }], merged: [] })
  expect(compareSources(parted, shared)).toMatchObject({ split: [], merged: [{ id: 1, from: [1, 3] }] })
})

test('a source whose errors are not known has not changed', () => {
  const raErrorDeg = Float64Array.of(NaN)
  const [here, there] = [0, 1].map((decDeg) => ({ ...version({ id: 1, members: [10], decDeg }), raErrorDeg })) as [
    ComparedSources,
    ComparedSources,
  ]
  expect(compareSources(here, there).changed).toEqual([])
})

function meet(a: Source, b: Source): boolean {
  return a.members.some((member) => b.members.includes(member))
}

/** What the words say, set by set. */
function severalBySets(own: readonly Source[], other: readonly Source[]) {
  const ascending = own.toSorted((a, b) => a.id - b.id)
  return ascending.flatMap((source) => {
    const beside = own.filter((one) => one.id !== source.id && meet(one, source)).map(({ id }) => id)
    const others = other.filter((one) => meet(one, source) && !beside.includes(one.id)).map(({ id }) => id)
    return others.length > 1 ? [[source.id, others.toSorted((a, b) => a - b)] as const] : []
  })
}

test('on random versions it says what comparing all sources with all others says', () => {
  const seed = randomInt(2 ** 31 - 1)
  const member = fc.tuple(fc.constantFrom(1, 2, 4095), fc.nat({ max: 5 })).map(([image, row]) => image * 2 ** 20 + row)
  const members = fc.uniqueArray(member, { minLength: 1, maxLength: 4 })
  const sources = fc.uniqueArray(fc.record({ id: fc.integer({ min: 1, max: 9 }), members }), { selector: ({ id }) => id, maxLength: 8 })
  const law = fc.property(sources, sources, (before, after) => {
    const found = compareSources(version(...before), version(...after))
    expect(found.split.map(({ id, into }) => [id, into])).toEqual(severalBySets(before, after))
    expect(found.merged.map(({ id, from }) => [id, from])).toEqual(severalBySets(after, before))
    const [then, now] = [before, after].map((list) => new Set(list.map(({ id }) => id)))
    expect(found.added).toEqual([...now].filter((id) => !then.has(id)).toSorted((a, b) => a - b))
    expect(found.gone).toEqual([...then].filter((id) => !now.has(id)).toSorted((a, b) => a - b))
  })
  console.log(`seed ${seed}`)
  fc.assert(law, { seed, numRuns: 500 })
})
