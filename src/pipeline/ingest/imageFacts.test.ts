import { expect, test } from 'vitest'
import { fieldOfView } from './fieldOfView.ts'
import { imageFacts, type ImageHeaderFacts } from './imageFacts.ts'

const rms = { rmsMedianMjy: 0.95950538525357842, rmsMinMjy: 0.83720998372882605, rmsMaxMjy: 1.0974738979712129 }

/** The header of epoch01 of the VAST Pipeline's sample observation. */
const header: ImageHeaderFacts = {
  name: 'epoch01.fits',
  telescope: 'ASKAP',
  polarisation: 'I',
  timeUtc: '2020-08-03T04:33:55.479Z',
  durationS: 0,
  frequencyMhz: 888,
  bandwidthMhz: 288,
  width: 256,
  height: 256,
  wcs: {
    projection: 'SIN',
    referenceX: 128,
    referenceY: 128,
    referenceRaDeg: 150,
    referenceDecDeg: -30,
    matrixDeg: [-5.555555555556e-4, 0, 0, 5.555555555556e-4],
    lonPoleDeg: 180,
    latPoleDeg: -30,
    slantXi: 0,
    slantEta: 0,
  },
  beamMajorDeg: 4.166666666667e-3,
  beamMinorDeg: 2.777777777778e-3,
  beamPaDeg: 0,
}

function factsOf(changes: Partial<ImageHeaderFacts> = {}) {
  const result = imageFacts({ ...header, ...changes }, rms)
  if (!result.ok) throw new Error(result.fault.message)
  return result.value
}

test('centre, date and extent are those that the VAST Pipeline writes', () => {
  const facts = factsOf()
  expect(facts.centreRaDeg).toBeCloseTo(150.00064150389036, 11)
  expect(facts.centreDecDeg).toBeCloseTo(-30.000555554000499, 11)
  expect(facts.jd).toBeCloseTo(2459064.6902254513, 8)
  expect(facts.radiusPixels).toBeCloseTo(181.01933598375618, 11)
  const { fovBmajDeg, fovBminDeg, physicalBmajDeg, physicalBminDeg } = fieldOfView(facts)
  expect([fovBmajDeg, fovBminDeg]).toEqual([fovBmajDeg, fovBmajDeg])
  expect(fovBmajDeg).toBeCloseTo(0.10056629776876148, 14)
  expect(physicalBmajDeg).toBeCloseTo(0.1422222222222336, 14)
  expect(physicalBminDeg).toBe(physicalBmajDeg)
})

test('what header and noise map say is kept', () => {
  expect(factsOf()).toMatchObject({ ...header, ...rms })
})

test('bmin goes with the first axis and bmaj with the second, also where the first is longer', () => {
  const facts = factsOf({ width: 400, wcs: { ...header.wcs, matrixDeg: [-0.002, 0, 0, 0.001] } })
  expect([facts.pixelScaleXDeg, facts.pixelScaleYDeg]).toEqual([0.002, 0.001])
  const { fovBmajDeg, fovBminDeg, physicalBmajDeg, physicalBminDeg } = fieldOfView(facts)
  expect(fovBminDeg / fovBmajDeg).toBeCloseTo(2, 12)
  expect([physicalBminDeg, physicalBmajDeg]).toEqual([0.8, 0.256])
})

test('refuses an image whose centre shows no sky, naming it', () => {
  const result = imageFacts({ ...header, wcs: { ...header.wcs, referenceX: -200_000 } }, rms)
  expect(result.ok).toBe(false)
  if (result.ok) return
  expect(result.fault.code).toBe('ingest.centreOffSky')
  expect(result.fault.message).toContain('epoch01.fits')
})
