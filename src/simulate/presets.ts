import type { SurveyOptions } from './options.ts'

export const presetNames = ['test', 'demo', 'benchmark'] as const
export type PresetName = (typeof presetNames)[number]

/** A survey such as ASKAP's for variables and transients: 888 MHz, 12 minutes, 0.25 mJy/beam. */
const test: SurveyOptions = {
  seed: 'halley',
  epochs: 3,
  fieldColumns: 1,
  fieldRows: 1,
  fieldOverlap: 0.1,
  ditherArcsec: 0,
  startUtc: '2026-01-10T09:30:00.000Z',
  cadenceDays: 14,
  cadenceSpacing: 'regular',
  cadenceJitterDays: 2,
  sizePixels: 256,
  pixelScaleArcsec: 2.5,
  projection: 'SIN',
  beamMajorArcsec: 13.5,
  beamMinorArcsec: 11.5,
  beamPaDeg: 65,
  beamScatter: 0.02,
  frequencyMhz: 887.5,
  bandwidthMhz: 288,
  durationS: 720,
  telescope: 'ASKAP',
  centreRaDeg: 30,
  centreDecDeg: -30,
  componentsPerImage: 40,
  fluxSlope: -1.5,
  faintestSigma: 3,
  brightestMjy: 500,
  variableFraction: 0.1,
  variableKinds: ['sinusoid', 'flare', 'walk', 'step'],
  transientsPerEpoch: 1,
  doubleFraction: 0.05,
  extendedFraction: 0.1,
  crowding: 0,
  rmsMjy: 0.25,
  rmsRise: 1.6,
  blankBeyond: null,
  detectionSigma: 5,
  astrometricRmsArcsec: 0.3,
  fluxScaleRms: 0.03,
  catalogueForm: 'txt',
  inputForm: 'list',
  planted: [],
}

/**
 * Named surveys to start from.
 * - `test`: 3 epochs of 256 pixels, about 40 components an image.
 * - `demo`: 8 epochs of two overlapping tiles of 470 pixels, with planted variables and transients; 44 MB.
 * - `benchmark`: 50 epochs of 2000 pixels, about 5,000 components an image of some 5,650 sources, one field with small dithers; 2.4 GB.
 */
export const presets: Readonly<Record<PresetName, SurveyOptions>> = {
  test,
  demo: {
    ...test,
    seed: 'halley 1986',
    epochs: 8,
    fieldColumns: 2,
    fieldOverlap: 0.2,
    ditherArcsec: 8,
    sizePixels: 470,
    componentsPerImage: 60,
    transientsPerEpoch: 0,
    blankBeyond: 0.9,
    inputForm: 'epochs',
    planted: [
      {
        id: 'PULSE',
        kind: 'sinusoid',
        eastArcsec: -300,
        northArcsec: 130,
        fluxMjy: [12, 19.1, 22, 19.1, 12, 4.9, 2, 4.9],
      },
      { id: 'FLARE', kind: 'flare', eastArcsec: 260, northArcsec: -210, fluxMjy: [2.4, 2.4, 2.4, 31, 14.5, 7.4, 4.1, 2.9] },
      { id: 'NOVA', kind: 'transient', eastArcsec: 30, northArcsec: 60, fluxMjy: [0, 0, 0, 0, 9, 5, 2.6, 1.2] },
      { id: 'BURST', kind: 'transient', eastArcsec: -420, northArcsec: -250, fluxMjy: [0, 0, 15, 0] },
      { id: 'STEP', kind: 'step', eastArcsec: 480, northArcsec: 220, fluxMjy: [6, 6, 6, 6, 6, 13, 13, 13] },
    ],
  },
  benchmark: {
    ...test,
    seed: 'halley benchmark',
    epochs: 50,
    sizePixels: 2000,
    ditherArcsec: 60,
    cadenceDays: 7,
    // All sources are found wherever the noise is below twice that of the centre, so that nearly all last; without fainter ones
    // to lift over the threshold, blends take away what must be wanted more for 5,000.
    componentsPerImage: 5770,
    faintestSigma: 10,
    brightestMjy: 2000,
    variableFraction: 0.04,
    transientsPerEpoch: 4,
    doubleFraction: 0.04,
  },
}
