import { describe, expect, it } from 'vitest'

import { defaultSettings, runConfigSchema } from './config.ts'

describe('the schema of a configuration', () => {
  const inputs = {
    image: { kind: 'files', files: ['a.fits'] },
    selavy: { kind: 'glob', patterns: ['*.xml'] },
    noise: { kind: 'epochs', epochs: [{ key: '1', source: { kind: 'files', files: ['n.fits'] } }] },
    background: null,
  }

  it('takes the defaults of VAST as they are', () => {
    const config = { ...defaultSettings(), inputs }
    expect(runConfigSchema.parse(config)).toEqual(config)
    expect(config).toMatchObject({
      sourceMonitoring: { monitor: false, minSigma: 3, edgeBufferScale: 1.2, clusterThreshold: 3, allowNan: false },
      sourceAssociation: {
        method: 'basic',
        radiusArcsec: 10,
        deRuiterRadius: 5.68,
        deRuiterBeamwidthLimit: 1.5,
        epochDuplicateRadiusArcsec: 2.5,
      },
      newSources: { minSigma: 5 },
      measurements: {
        condonErrors: true,
        selavyLocalRmsFillValueMjy: 0.2,
        fluxFractionalError: 0,
        raUncertaintyArcsec: 1,
        decUncertaintyArcsec: 1,
      },
      variability: { pairMetrics: true, sourceAggregatePairMetricsMinAbsVs: 4.3 },
      processing: { numWorkers: null },
    })
  })

  it('refuses values out of range', () => {
    const settings = defaultSettings()
    const config = { ...settings, sourceAssociation: { ...settings.sourceAssociation, radiusArcsec: 0 }, inputs }
    expect(runConfigSchema.safeParse(config).error?.issues[0].path).toEqual(['sourceAssociation', 'radiusArcsec'])
  })
})
