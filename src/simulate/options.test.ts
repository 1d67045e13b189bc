import { expect, test } from 'vitest'
import { checkOptions } from './options.ts'
import { presetNames, presets } from './presets.ts'

test.each(presetNames)('the preset %s can be made', (name) => {
  expect(checkOptions(presets[name]).ok).toBe(true)
})

test('names every option that cannot be, with what was expected and found', () => {
  const result = checkOptions({ ...presets.test, epochs: 2.5, sizePixels: 20, beamMinorArcsec: 20, startUtc: 'soon', centreDecDeg: NaN })
  if (result.ok) throw new Error('expected a fault')
  expect(result.fault.code).toBe('simulate.options')
  expect(result.fault.data.problems).toEqual([
    'epochs: expected an integer from 1 to 9999, found 2.5',
    'sizePixels: expected an integer from 64 to 16384, found 20',
    'centreDecDeg: expected a number from -90 to 90, found NaN',
    'startUtc: expected an ISO 8601 time that ends in Z, found soon',
    'beamMinorArcsec: expected at most beamMajorArcsec, 13.5, found 20',
    'sizePixels: expected at least 8 beams of 13.5", found 20 pixels of 2.5"',
    'componentsPerImage: expected at most 0, one in ten beams, found 40',
  ])
})

test.each([
  ['epochs', { cadenceSpacing: 'logarithmic' as const, epochs: 50 }],
  ['startUtc', { startUtc: '2026-01-10T09:30:00' }],
  ['fieldColumns, fieldRows', { sizePixels: 8000, pixelScaleArcsec: 10, beamMajorArcsec: 40, beamMinorArcsec: 30, fieldColumns: 3 }],
  ['componentsPerImage', { componentsPerImage: 5000 }],
  ['projection', { projection: 'CAR' as const, centreDecDeg: -85 }],
  ['planted', { planted: [{ id: 'A', kind: 'step' as const, eastArcsec: 0, northArcsec: 0, fluxMjy: [] }] }],
])('refuses %s that go beyond what can be made', (option, changes) => {
  const result = checkOptions({ ...presets.test, ...changes })
  expect(result.ok ? '' : result.fault.message).toContain(`The survey cannot be made: ${option}: expected`)
})
