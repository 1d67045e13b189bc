import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { failure, makeFault, success } from '../../fault/fault.ts'
import { diskListing } from '../../store/files/fileListing.ts'
import { defaultSettings } from '../contract/config.ts'
import type { InputInspector } from './inspectInputs.ts'
import { type ConfigReport, validateConfig } from './validate.ts'

let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halley-config-'))
  const names = ['1', '2', '3'].flatMap((number) => [
    `data/image.i.SB10${number}.fits`,
    `data/selavy-image.i.SB10${number}.components.xml`,
    `data/noiseMap.image.i.SB10${number}.fits`,
    `data/meanMap.image.i.SB10${number}.fits`,
  ])
  for (const name of [
    ...names,
    'other/strange.xml',
    'other/AS1_Continuum_Component_Catalogue_102_5.csv',
    'plain/a.fits',
    'plain/b.txt',
    'plain/c.fits',
  ]) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), '')
  }
  await symlink('data', join(folder, 'linked'))
})

afterAll(async () => {
  await rm(folder, { recursive: true })
})

async function validate(text: string, inspector: InputInspector | null = null): Promise<ConfigReport> {
  return await validateConfig(text, join(folder, 'config.yaml'), { listing: diskListing, inspector })
}

/** Every problem as `line:column severity code message`, the folder of the test as FOLDER. */
async function problems(text: string, inspector: InputInspector | null = null): Promise<string[]> {
  const report = await validate(text, inspector)
  return report.problems.map(
    ({ line, column, severity, code, message }) => `${line}:${column} ${severity} ${code} ${message.replaceAll(folder, 'FOLDER')}`,
  )
}

function globs(extra = ''): string {
  return `inputs:
  image: {glob: data/image.*.fits}
  selavy: {glob: data/selavy-*.xml}
  noise: {glob: data/noiseMap.*.fits}
  background: {glob: data/meanMap.*.fits}
${extra}`
}

function list(numbers: string, name: (number: string) => string): string {
  return numbers
    .split('')
    .map((number) => `    - data/${name(number)}\n`)
    .join('')
}

/** Two expressions, the second for what sorts first. */
function reversed(name: string): string {
  return `{glob: ["data/${name.replace('*', '*[23]')}", 'data/${name.replace('*', '*1')}']}`
}

/** An epoch map with one file an epoch. */
function epochs(keys: string[], name: string, source: (file: string) => string): string {
  return `{${keys.map((key, index) => `${key}: ${source(`data/${name.replace('*', `SB10${index + 1}`)}`)}`).join(', ')}}`
}

function epochConfig(keys: string[]): string {
  return `inputs:
  image: ${epochs(keys, 'image.i.*.fits', (file) => `[${file}]`)}
  selavy: ${epochs(keys, 'selavy-image.i.*.components.xml', (file) => `{glob: ${file}}`)}
  noise: ${epochs(keys, 'noiseMap.image.i.*.fits', (file) => `[${file}]`)}
`
}

async function hints(line: string): Promise<string[]> {
  return (await validate(`${line}\n${globs()}`)).problems.map((problem) => problem.hint)
}

/** The four kinds as lists of the images with these numbers. */
function lists(image: string, selavy: string, noise: string, background = ''): string {
  return [
    `inputs:\n  image:\n${list(image, (number) => `image.i.SB10${number}.fits`)}`,
    `  selavy:\n${list(selavy, (number) => `selavy-image.i.SB10${number}.components.xml`)}`,
    `  noise:\n${list(noise, (number) => `noiseMap.image.i.SB10${number}.fits`)}`,
    background === '' ? '' : `  background:\n${list(background, (number) => `meanMap.image.i.SB10${number}.fits`)}`,
  ].join('')
}

describe('a right configuration', () => {
  it('has no problem, the defaults, and the files of each image as absolute paths', async () => {
    const report = await validate(globs())
    expect(report.problems).toEqual([])
    expect(report.config).toMatchObject({ ...defaultSettings(), inputs: { image: { kind: 'glob', patterns: ['data/image.*.fits'] } } })
    expect(report.inputs).toEqual({
      isEpochBased: false,
      images: ['1', '2', '3'].map((number) => ({
        imagePath: `${folder}/data/image.i.SB10${number}.fits`,
        selavyPath: `${folder}/data/selavy-image.i.SB10${number}.components.xml`,
        noisePath: `${folder}/data/noiseMap.image.i.SB10${number}.fits`,
        backgroundPath: `${folder}/data/meanMap.image.i.SB10${number}.fits`,
        epochKey: null,
      })),
    })
  })

  it('may say every setting, in YAML or in the words of VAST', async () => {
    const report = await validate(
      globs(`run: {path: /x, suppress_astropy_warnings: no}
source_monitoring: {monitor: Yes, min_sigma: "4.5", edge_buffer_scale: 0, cluster_threshold: 0, allow_nan: on}
source_association: {method: deruiter, radius: 5, deruiter_radius: 1e1, deruiter_beamwidth_limit: 2, parallel: True, epoch_duplicate_radius: .5}
new_sources: {min_sigma: 6}
measurements: {source_finder: selavy, flux_fractional_error: 0.05, condon_errors: False, selavy_local_rms_fill_value: 0.3, write_arrow_files: true, ra_uncertainty: 0.5, dec_uncertainty: 0}
variability:
processing: {num_workers: 4, num_workers_io: null, max_partition_mb: 100}
`),
    )
    expect(report.problems).toEqual([])
    expect(report.config).toMatchObject({
      run: { path: '/x', suppressAstropyWarnings: false },
      sourceMonitoring: { monitor: true, minSigma: 4.5, edgeBufferScale: 0, clusterThreshold: 0, allowNan: true },
      sourceAssociation: {
        method: 'deruiter',
        radiusArcsec: 5,
        deRuiterRadius: 10,
        deRuiterBeamwidthLimit: 2,
        parallel: true,
        epochDuplicateRadiusArcsec: 0.5,
      },
      newSources: { minSigma: 6 },
      measurements: {
        sourceFinder: 'selavy',
        fluxFractionalError: 0.05,
        condonErrors: false,
        selavyLocalRmsFillValueMjy: 0.3,
        writeArrowFiles: true,
        raUncertaintyArcsec: 0.5,
        decUncertaintyArcsec: 0,
      },
      variability: { pairMetrics: true, sourceAggregatePairMetricsMinAbsVs: 4.3 },
      processing: { numWorkers: 4, numWorkersIo: null, maxPartitionMb: 100 },
    })
  })

  it('sorts the matches of each expression and keeps the order of the expressions', async () => {
    const report = await validate(
      `inputs:\n  image: ${reversed('image.*.fits')}\n  selavy: ${reversed('selavy-*.components.xml')}\n  noise: ${reversed('noiseMap.*.fits')}\n`,
    )
    expect(report.problems).toEqual([])
    expect(report.inputs?.images.map(({ imagePath }) => imagePath.slice(-6, -5))).toEqual(['2', '3', '1'])
  })

  it('finds files through links to folders, absolute paths and the home folder', async () => {
    const home = { ...diskListing, homeFolder: folder }
    const text = `inputs: {image: {glob: ~/link*/image.*}, selavy: {glob: ${folder}/data/selavy*}, noise: [~/data/noiseMap.image.i.SB101.fits, ./data/noiseMap.image.i.SB102.fits, ${folder}/data/../data/noiseMap.image.i.SB103.fits]}\n`
    const report = await validateConfig(text, join(folder, 'config.yaml'), { listing: home, inspector: null })
    expect(report.problems).toEqual([])
    expect(report.inputs?.images[2]).toMatchObject({
      imagePath: `${folder}/linked/image.i.SB103.fits`,
      noisePath: `${folder}/data/noiseMap.image.i.SB103.fits`,
    })
  })

  it('sorts epochs as numbers where all keys are numbers, as texts otherwise, and lets kinds list them in any order', async () => {
    const numbers = await validate(epochConfig(['10', '9', '2']))
    expect(numbers.problems).toEqual([])
    expect(numbers.inputs?.isEpochBased).toBe(true)
    expect(numbers.inputs?.images.map(({ epochKey, imagePath }) => [epochKey, imagePath.slice(-6, -5)])).toEqual([
      ['2', '3'],
      ['9', '2'],
      ['10', '1'],
    ])
    const texts = await validate(epochConfig(['10', '9', 'b']))
    expect(texts.inputs?.images.map(({ epochKey }) => epochKey)).toEqual(['10', '9', 'b'])
  })

  it('may have one image, with a warning', async () => {
    const report = await validate(lists('1', '1', '1'))
    expect(report.inputs?.images).toHaveLength(1)
    expect(await problems(lists('1', '1', '1'))).toEqual([
      '3:7 warning config.single-image inputs.image: expected at least two images to find what varies, found one.',
    ])
  })
})

describe('the problems of keys and values', () => {
  it('are told all at once, in the order of the file', async () => {
    const text = `source_asociation:
  method: basic
measurements:
  condon_errors: maybe
  flux_fractional_error: 1.5
processing:
  num_workers: 0
${globs()}`
    expect(await problems(text)).toEqual([
      '1:1 error config.unknown-key expected one of inputs, run, source_monitoring, source_association, new_sources, measurements, variability, processing; found source_asociation.',
      '4:18 error config.type measurements.condon_errors: expected true or false, found "maybe".',
      '5:26 error config.range measurements.flux_fractional_error: expected a number from 0 to 1, found 1.5.',
      '7:16 error config.range processing.num_workers: expected a whole number of at least 1, or null, found 0.',
    ])
    const report = await validate(text)
    expect(report.problems.map((problem) => problem.hint)).toEqual([
      'Did you mean source_association?',
      'Correct it, or remove the line: the default is true.',
      'Correct it, or remove the line: the default is 0.',
      'Correct it, or remove the line: the default is null.',
    ])
    expect(report.config).toBeNull()
    expect(report.inputs).toBeNull()
  })

  it.each([
    [
      'source_association: {radius: 0}',
      'config.range',
      'source_association.radius: expected a number above 0 and at most 3600 arcsec, found 0.',
    ],
    [
      'source_association: {radius: ten}',
      'config.type',
      'source_association.radius: expected a number above 0 and at most 3600 arcsec, found "ten".',
    ],
    [
      'source_association: {radius: }',
      'config.type',
      'source_association.radius: expected a number above 0 and at most 3600 arcsec, found nothing.',
    ],
    [
      'source_association: {radius: [1, 2]}',
      'config.type',
      'source_association.radius: expected a number above 0 and at most 3600 arcsec, found a list.',
    ],
    [
      'source_association: {radius: .nan}',
      'config.type',
      'source_association.radius: expected a number above 0 and at most 3600 arcsec, found .nan.',
    ],
    ['source_association: {method: best}', 'config.type', 'source_association.method: expected basic, advanced or deruiter, found "best".'],
    ['source_monitoring: {monitor: 2}', 'config.type', 'source_monitoring.monitor: expected true or false, found 2.'],
    [
      'processing: {num_workers: 2.5}',
      'config.range',
      'processing.num_workers: expected a whole number of at least 1, or null, found 2.5.',
    ],
    ['variability: [pair_metrics]', 'config.type', 'variability: expected settings, found a list.'],
    ['run: here', 'config.type', 'run: expected settings, found "here".'],
  ])('refuses %j', async (line, code, message) => {
    const report = await validate(`${line}\n${globs()}`)
    expect(report.problems).toEqual([expect.objectContaining({ severity: 'error', code, message, line: 1 })])
  })

  it('suggest the choice or the key that was meant, or the section where it is right', async () => {
    expect(await hints('source_association: {method: De_Ruiter}')).toEqual(['Did you mean deruiter?'])
    expect(await hints('source_association: {raduis: 3}')).toEqual(['Did you mean radius?'])
    expect(await hints('new_sources: {monitor: true}')).toEqual(['Move it to source_monitoring.monitor.'])
    expect(await hints('min_sigma: 3')).toEqual(['Move it to source_monitoring.min_sigma or new_sources.min_sigma.'])
    expect(await hints('colour: red')).toEqual(['Remove it, or correct its name.'])
  })

  it('are told together with duplicate keys, and not where the text is no YAML', async () => {
    expect(await problems(globs('processing: {num_workers: -1}\nprocessing: {}\n'))).toEqual([
      '6:27 error config.range processing.num_workers: expected a whole number of at least 1, or null, found -1.',
      '7:1 error yaml.duplicate-key expected each key once, found processing again (first on line 6).',
    ])
    expect(await problems('inputs:\n  image:\n    - a\n    glob: b\nprocessing: {num_workers: -1}\n')).toEqual([
      '4:1 error yaml.syntax expected a list or keys, found both on one level.',
    ])
  })
})

describe('the problems of the forms of inputs', () => {
  it('name what is missing', async () => {
    expect(await problems('')).toEqual(['1:1 error config.missing inputs: expected the files of the run, found nothing.'])
    expect(await problems('# mine\ninputs:\n')).toEqual(['2:1 error config.missing inputs: expected the files of the run, found nothing.'])
    expect(await problems('inputs: all\n')).toEqual(['1:9 error config.type inputs: expected image, selavy and noise, found "all".'])
    expect(await problems('- a\n')).toEqual([
      '1:1 error config.type expected the sections of a configuration (inputs, source_association ...), found a list.',
    ])
    expect(await problems('inputs:\n  image: []\n  noise:\n')).toEqual([
      '1:1 error config.missing inputs.selavy: expected a catalogue for each image, found nothing.',
      '2:3 error config.missing inputs.image: expected at least one image, found an empty list.',
      '3:3 error config.missing inputs.noise: expected a noise map for each image, found nothing.',
    ])
  })

  it('name a form that is none', async () => {
    const text = `inputs:
  image: data/image.i.SB101.fits
  selavy: [{glob: x}, '']
  noise: {glob: a, 1: [b]}
  background: {1: {2: [x]}, 3: }
  nose: []
`
    expect(await problems(text)).toEqual([
      '2:10 error config.input-form inputs.image: expected a list of paths, a glob or epochs, found "data/image.i.SB101.fits".',
      '3:12 error config.input-form inputs.selavy: expected a path, found keys (glob ...).',
      '3:23 error config.input-form inputs.selavy: expected a path, found "".',
      '4:20 error config.input-form inputs.noise: expected glob alone, found 1 beside it.',
      '5:20 error config.input-form inputs.background.1: expected a list of paths or a glob, found keys (2 ...).',
      '5:32 error config.input-form inputs.background.3: expected a list of paths, a glob or epochs, found nothing.',
      '6:3 error config.unknown-key inputs: expected one of image, selavy, noise, background; found nose.',
    ])
    expect((await validate(text)).problems.at(-1)?.hint).toBe('Did you mean noise?')
  })

  it('ask for background maps where forced fits are on', async () => {
    const monitor = 'source_monitoring:\n  monitor: true\n'
    const expected = [
      '2:12 error config.background inputs.background: expected a background map for each image, because source_monitoring.monitor is true; found none.',
    ]
    expect(await problems(monitor + lists('12', '12', '12'))).toEqual(expected)
    expect(await problems(`${monitor}${lists('12', '12', '12')}  background: []\n`)).toEqual(expected)
    expect(await problems(monitor + lists('12', '12', '12', '12'))).toEqual([])
  })
})

describe('the problems of files', () => {
  it('name numbers that differ, with all counts', async () => {
    expect(await problems(lists('123', '12', '123', '1'))).toEqual([
      '6:3 error config.count inputs.selavy: expected 3 files, one for each image, found 2 (image 3, selavy 2, noise 3, background 1).',
      '13:3 error config.count inputs.background: expected 3 files, one for each image, found 1 (image 3, selavy 2, noise 3, background 1).',
    ])
    expect(await problems(lists('1', '12', '1'))).toEqual([
      '4:3 error config.count inputs.selavy: expected 1 file, one for each image, found 2 (image 1, selavy 2, noise 1, background none).',
    ])
  })

  it('name epochs that differ, and numbers that differ within an epoch', async () => {
    const text = `inputs:
  image: {1: [data/image.i.SB101.fits, data/image.i.SB102.fits], 2: [data/image.i.SB103.fits]}
  selavy: {1: {glob: "data/selavy-*10[12]*"}, 02: [data/selavy-image.i.SB103.components.xml]}
  noise: {glob: data/noise*}
  background:
    1: [data/meanMap.image.i.SB101.fits]
    2: [data/meanMap.image.i.SB102.fits]
`
    expect(await problems(text)).toEqual([
      '3:3 error config.epochs inputs.selavy: expected the epochs of inputs.image (1, 2), found 2 missing and 02 too many.',
      '4:3 error config.epochs inputs.noise: expected the epochs of inputs.image, found none.',
      '6:5 error config.count inputs.background.1: expected 2 files, one for each image of the epoch, found 1.',
    ])
    expect(
      await problems(
        'inputs:\n  image: [data/image.i.SB101.fits]\n  selavy: {1: [data/selavy-image.i.SB101.components.xml]}\n  noise: [data/noiseMap.image.i.SB101.fits]\n',
      ),
    ).toEqual(['3:3 error config.epochs inputs.selavy: expected no epochs, as inputs.image has none, found epochs.'])
  })

  it('name a file that is given twice, also as two kinds', async () => {
    const text = `inputs:
  image: [data/image.i.SB101.fits, ./data/../data/image.i.SB101.fits]
  selavy: {glob: [data/selavy-*101*, data/selavy-*101.components.*]}
  noise:
    - data/noiseMap.image.i.SB101.fits
    - ${folder}/data/image.i.SB101.fits
`
    expect(await problems(text)).toEqual([
      '2:36 error config.file-twice inputs.image: expected each file once, found FOLDER/data/image.i.SB101.fits again (first in inputs.image, line 2).',
      '3:38 error config.file-twice inputs.selavy: expected each file once, found FOLDER/data/selavy-image.i.SB101.components.xml again (first in inputs.selavy, line 3).',
      '6:7 error config.file-twice inputs.noise: expected each file once, found FOLDER/data/image.i.SB101.fits again (first in inputs.image, line 2).',
    ])
  })

  it('name every file that is missing, a folder or unreadable, on the line that asks for it', async () => {
    const text = `inputs:
  image: [gone.fits, data/image.i.SB102.fits]
  selavy:
    - data
    - data/selavy-image.i.SB102.components.xml
  noise:
    - ${folder}/none/x.fits
    - /dev/null
`
    expect(await problems(text)).toEqual([
      '2:11 error config.file-missing inputs.image: expected a file at FOLDER/gone.fits, found nothing.',
      '4:7 error config.file-directory inputs.selavy: expected a file at FOLDER/data, found a folder.',
      '7:7 error config.file-missing inputs.noise: expected a file at FOLDER/none/x.fits, found nothing.',
      '8:7 error config.file-other inputs.noise: expected a file at /dev/null, found a device or a socket.',
    ])
  })

  it('name a glob that matches nothing, and do not count its files', async () => {
    expect(
      await problems(globs().replace('noiseMap.*', 'nosie.*').replace('data/meanMap.*.fits', '[data/mean*, /nowhere/*.fits]')),
    ).toEqual([
      '4:17 error config.glob-empty inputs.noise: expected files that match data/nosie.*.fits in FOLDER, found none.',
      '5:35 error config.glob-empty inputs.background: expected files that match /nowhere/*.fits, found none.',
    ])
  })
})

describe('names that do not go together', () => {
  it('are an error where the name belongs to another image of the run', async () => {
    expect(await problems(lists('123', '123', '231'))).toEqual([
      '11:7 error config.shifted inputs.noise: expected the noise map of image.i.SB101.fits, found noiseMap.image.i.SB102.fits, which by its name belongs to image.i.SB102.fits.',
      '12:7 error config.shifted inputs.noise: expected the noise map of image.i.SB102.fits, found noiseMap.image.i.SB103.fits, which by its name belongs to image.i.SB103.fits.',
      '13:7 error config.shifted inputs.noise: expected the noise map of image.i.SB103.fits, found noiseMap.image.i.SB101.fits, which by its name belongs to image.i.SB101.fits.',
    ])
  })

  it('are compared by scheduling block where the catalogue is of CASDA', async () => {
    const casda = lists('123', '123', '123').replace(
      'data/selavy-image.i.SB102.components.xml',
      'other/AS1_Continuum_Component_Catalogue_102_5.csv',
    )
    expect(await problems(casda)).toEqual([])
    const shifted = lists('132', '123', '132').replace(
      'data/selavy-image.i.SB102.components.xml',
      'other/AS1_Continuum_Component_Catalogue_102_5.csv',
    )
    expect(await problems(shifted)).toContain(
      '8:7 error config.shifted inputs.selavy: expected the catalogue of image.i.SB103.fits, found AS1_Continuum_Component_Catalogue_102_5.csv, which by its name belongs to image.i.SB102.fits.',
    )
  })

  it('are a warning where they belong to none and the others do, and nothing where no names agree', async () => {
    expect(await problems(lists('12', '12', '12').replace('data/selavy-image.i.SB102.components.xml', 'other/strange.xml'))).toEqual([
      '7:7 warning config.strange-name inputs.selavy: expected the catalogue of image.i.SB102.fits, found strange.xml, whose name agrees with no image.',
    ])
    expect(await problems('inputs: {image: [plain/a.fits], selavy: [plain/b.txt], noise: [plain/c.fits]}\n')).toEqual([
      '1:18 warning config.single-image inputs.image: expected at least two images to find what varies, found one.',
    ])
  })
})

describe('what is found inside the files', () => {
  const inspector: InputInspector = {
    inspectImage: async (path) => {
      if (path.endsWith('noiseMap.image.i.SB102.fits'))
        return failure(makeFault('fits.truncated', `${path}: cut off`, { hint: 'Copy it again.' }))
      return success({ width: path.includes('meanMap.image.i.SB103') ? 100 : 200, height: 300 })
    },
    inspectCatalogue: async (path, imagePath) =>
      path.includes('SB101')
        ? makeFault('selavy.outside', `${path}: no component lies in ${imagePath}`, { hint: 'Check the lists.' })
        : null,
  }

  it('is told on the line that asks for the file', async () => {
    expect(await problems(lists('123', '123', '123', '123'), inspector)).toEqual([
      '7:7 error selavy.outside inputs.selavy: FOLDER/data/selavy-image.i.SB101.components.xml: no component lies in FOLDER/data/image.i.SB101.fits',
      '12:7 error fits.truncated inputs.noise: FOLDER/data/noiseMap.image.i.SB102.fits: cut off',
      '17:7 error config.size inputs.background: FOLDER/data/meanMap.image.i.SB103.fits: expected 200x300 pixels as FOLDER/data/image.i.SB103.fits has, found 100x300.',
    ])
  })

  it('is not asked of files that are not there', async () => {
    const asked: string[] = []
    const watching: InputInspector = {
      inspectImage: async (path) => {
        asked.push(path)
        return success({ width: 1, height: 1 })
      },
      inspectCatalogue: async (path) => {
        asked.push(path)
        return null
      },
    }
    await problems(lists('12', '12', '12').replaceAll('SB102', 'SB109'), watching)
    expect(asked.filter((path) => path.includes('SB109'))).toEqual([])
    expect(asked).toHaveLength(3)
  })
})

describe('any text', () => {
  it('gives a report whose places are in the file', async () => {
    const pieces = globs('source_association:\n  method: basic\n').split(/(?<=[\s:{},*])/)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.constantFrom(...pieces), fc.constantFrom('- ', '[', ']', '"', '&a ', '*a', '\n', '\t', '~/', '\u0000')), {
          maxLength: 30,
        }),
        async (words) => {
          const text = words.join('')
          const report = await validate(text)
          for (const problem of report.problems) {
            expect(problem.line).toBeLessThanOrEqual(text.split('\n').length)
            expect(problem.message).toContain('expected ')
            expect(problem.hint).not.toBe('')
          }
          expect(report.inputs === null).toBe(report.config === null || report.problems.some((problem) => problem.severity === 'error'))
        },
      ),
      { numRuns: 150 },
    )
  })
})
