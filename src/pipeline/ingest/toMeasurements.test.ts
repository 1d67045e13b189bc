import { describe, expect, test } from 'vitest'
import { imageAt } from '../../../tests/pipeline/skyField.ts'
import type { CatalogueComponents } from './catalogueComponents.ts'
import { type IngestedCatalogue, toMeasurements } from './toMeasurements.ts'

const image = imageAt('epoch02.fits', { raDeg: 150, decDeg: -30 })
const settings = { condonErrors: false, localRmsFillMjy: 0.2, raUncertaintyArcsec: 1, decUncertaintyArcsec: 0.5 }

/** One component as the source finder writes it. */
interface Component {
  readonly islandId: string
  readonly localRmsMjy: number
  readonly raErrArcsec: number
  readonly decErrArcsec: number
  readonly fluxPeakMjy: number
  readonly fluxPeakErrMjy: number
  readonly fluxIntMjy: number
  readonly fluxIntErrMjy: number
  readonly bmajArcsec: number
  readonly bminArcsec: number
  readonly paDeg: number
}

const plain: Component = {
  islandId: 'island_1',
  localRmsMjy: 0.25,
  raErrArcsec: 0.3,
  decErrArcsec: 0.4,
  fluxPeakMjy: 5,
  fluxPeakErrMjy: 0.26,
  fluxIntMjy: 6,
  fluxIntErrMjy: 0.31,
  bmajArcsec: 16,
  bminArcsec: 11,
  paDeg: 20,
}

function catalogue(...changes: readonly Partial<Component>[]): CatalogueComponents {
  const components = changes.map((change) => ({ ...plain, ...change }))
  const numbers = (pick: (component: Component) => number) => Float64Array.from(components, pick)
  const flags = (value: number) => new Uint8Array(components.length).fill(value)
  return {
    count: components.length,
    islandId: components.map(({ islandId }) => islandId),
    componentId: components.map((_, i) => `component_${i + 1}a`),
    localRmsMjy: numbers(({ localRmsMjy }) => localRmsMjy),
    raDeg: numbers(() => 150.01),
    raErrArcsec: numbers(({ raErrArcsec }) => raErrArcsec),
    decDeg: numbers(() => -30.01),
    decErrArcsec: numbers(({ decErrArcsec }) => decErrArcsec),
    fluxPeakMjy: numbers(({ fluxPeakMjy }) => fluxPeakMjy),
    fluxPeakErrMjy: numbers(({ fluxPeakErrMjy }) => fluxPeakErrMjy),
    fluxIntMjy: numbers(({ fluxIntMjy }) => fluxIntMjy),
    fluxIntErrMjy: numbers(({ fluxIntErrMjy }) => fluxIntErrMjy),
    bmajArcsec: numbers(({ bmajArcsec }) => bmajArcsec),
    errBmajArcsec: numbers(() => 0.7),
    bminArcsec: numbers(({ bminArcsec }) => bminArcsec),
    errBminArcsec: numbers(() => 0.5),
    paDeg: numbers(({ paDeg }) => paDeg),
    errPaDeg: numbers(() => 3),
    psfBmajArcsec: numbers(() => 5),
    psfBminArcsec: numbers(() => 4),
    psfPaDeg: numbers(() => 10),
    chiSquaredFit: numbers(() => 12),
    spectralIndex: numbers(() => -99),
    flagC4: flags(0),
    spectralIndexFromTt: flags(255),
    hasSiblings: flags(1),
  }
}

function ingest(components: CatalogueComponents, changes: Partial<typeof settings> = {}, of = image): IngestedCatalogue {
  const result = toMeasurements(components, of, { ...settings, ...changes })
  if (!result.ok) throw new Error(result.fault.message)
  return result.value
}

describe('rows', () => {
  test('without a size or a flux density are dropped and counted', () => {
    const rows = catalogue({ bmajArcsec: 0 }, {}, { bminArcsec: 0 }, { fluxPeakMjy: 0 }, { fluxIntMjy: 0 })
    const { measurements, dropped } = ingest(rows)
    expect(dropped).toEqual({ zeroSize: 2, zeroFlux: 2, tiny: 0 })
    expect(measurements.componentId).toEqual(['component_2a'])
    expect(measurements.count).toBe(1)
  })

  test('are dropped as tiny up to 500/3600 of the beam on either axis', () => {
    const leastMajor = 500 * image.beamMajorDeg
    const leastMinor = 500 * image.beamMinorDeg
    const rows = catalogue(
      { bmajArcsec: leastMajor },
      { bmajArcsec: 1.0001 * leastMajor },
      { bminArcsec: leastMinor },
      { bminArcsec: 1.0001 * leastMinor },
    )
    const { measurements, dropped } = ingest(rows)
    expect(dropped).toEqual({ zeroSize: 0, zeroFlux: 0, tiny: 2 })
    expect(measurements.componentId).toEqual(['component_2a', 'component_4a'])
  })

  test('of negative flux density stay', () => {
    expect(ingest(catalogue({ fluxPeakMjy: -1, fluxIntMjy: -1 })).measurements.snr[0]).toBe(-4)
  })

  test('may be none at all', () => {
    expect(ingest(catalogue()).measurements.count).toBe(0)
    expect(ingest(catalogue({ bmajArcsec: 0 }), { condonErrors: true }).measurements.count).toBe(0)
  })

  test('keep what the catalogue says of them, blanks included', () => {
    const { measurements } = ingest(catalogue({}))
    expect([measurements.spectralIndexFromTt[0], measurements.hasSiblings[0], measurements.flagC4[0]]).toEqual([255, 1, 0])
    expect([measurements.psfBmajArcsec[0], measurements.psfBminArcsec[0], measurements.psfPaDeg[0]]).toEqual([5, 4, 10])
    expect([measurements.errBmajArcsec[0], measurements.errBminArcsec[0], measurements.errPaDeg[0]]).toEqual([0.7, 0.5, 3])
  })
})

describe('names', () => {
  test.each([
    ['epoch02.fits', 'epoch02_component_1a'],
    ['image.i.VAST_0334-37.SB50801.cont.taylor.0.restored.conv.fits', 'VAST_0334-37_component_1a'],
    ['image.i.SB25597.cont.i.conv.fits', 'SB25597_component_1a'],
    ['noextension', 'noextension_component_1a'],
  ])('of components of %s begin with its field', (name, expected) => {
    expect(ingest(catalogue({}), {}, { ...image, name }).measurements.name).toEqual([expected])
  })
})

describe('errors', () => {
  test('of the catalogue are taken in degrees and never below their floors', () => {
    const { measurements } = ingest(catalogue({}, { raErrArcsec: 0, decErrArcsec: 0.009, fluxPeakErrMjy: 0, fluxIntErrMjy: 0.0005 }))
    expect(measurements.raErrDeg[0]).toBeCloseTo(0.3 / 3600, 15)
    expect(measurements.decErrDeg[0]).toBeCloseTo(0.4 / 3600, 15)
    expect([measurements.raErrDeg[1] * 3600, measurements.decErrDeg[1] * 3600]).toEqual([0.01, 0.01])
    expect([measurements.fluxPeakErrMjy[1], measurements.fluxIntErrMjy[1]]).toEqual([0.001, 0.001])
  })

  test('of Condon replace the catalogue, and the floors hold for them too', () => {
    const bright = { fluxPeakMjy: 1e6, fluxIntMjy: 1e6, localRmsMjy: 1e-4 }
    const { measurements } = ingest(catalogue({}, bright), { condonErrors: true })
    expect(measurements.fluxPeakErrMjy[0]).not.toBe(0.26)
    expect(measurements.errBmajArcsec[0]).not.toBe(0.7)
    expect(measurements.raErrDeg[0] * 3600).toBeGreaterThan(0.01)
    expect([measurements.raErrDeg[1] * 3600, measurements.decErrDeg[1] * 3600]).toEqual([0.01, 0.01])
    expect([measurements.fluxPeakErrMjy[1], measurements.fluxIntErrMjy[1]]).toEqual([0.001, 0.001])
  })

  test('of positions keep their ellipse', () => {
    const { measurements } = ingest(catalogue({}))
    expect(measurements.uncertaintyEwDeg[0] * 3600).toBeCloseTo(Math.hypot(1, 0.3), 12)
    expect(measurements.uncertaintyNsDeg[0] * 3600).toBeCloseTo(Math.hypot(0.5, 0.4), 12)
    expect(measurements.errorRadiusDeg[0] * 3600).toBeCloseTo(0.5, 12)
    expect([measurements.ewSysErrDeg[0] * 3600, measurements.nsSysErrDeg[0] * 3600]).toEqual([1, 0.5])
  })
})

describe('derived columns', () => {
  test('signal to noise and compactness are ratios', () => {
    const { measurements } = ingest(catalogue({}))
    expect([measurements.snr[0], measurements.compactness[0]]).toEqual([20, 1.2])
  })

  test('a local noise of 0 or less is replaced by the fill value', () => {
    const { measurements } = ingest(catalogue({ localRmsMjy: 0 }, { localRmsMjy: -1 }))
    expect([...measurements.localRmsMjy]).toEqual([0.2, 0.2])
    expect([...measurements.snr]).toEqual([25, 25])
  })

  test('island ratios share an island among the components that stay', () => {
    const { measurements } = ingest(
      catalogue(
        { islandId: 'a', fluxIntMjy: 1, fluxPeakMjy: 3 },
        { islandId: 'b', fluxIntMjy: 7 },
        { islandId: 'a', fluxIntMjy: 3, fluxPeakMjy: 1 },
        { islandId: 'a', bmajArcsec: 0 },
      ),
    )
    expect([...measurements.fluxIntIslRatio]).toEqual([0.25, 1, 0.75])
    expect([...measurements.fluxPeakIslRatio]).toEqual([0.75, 1, 0.25])
  })
})

test('refuses an image without a beam, naming it and what to write', () => {
  const result = toMeasurements(catalogue({}), { ...image, beamMinorDeg: 0 }, settings)
  expect(result.ok).toBe(false)
  if (result.ok) return
  expect(result.fault.code).toBe('ingest.noBeam')
  expect(result.fault.message).toContain('epoch02.fits: expected a beam')
  expect(result.fault.hint).toContain('BMAJ')
})
