import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { card, compressFits, keyOf, rewriteFits } from '../process/fitsFiles.ts'
import { makeSurvey, type SurveyImage, writeConfig } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { halley } from './runHalley.ts'

const folder = temporaryFolder()
let survey: readonly SurveyImage[]
/** The same part of the sky, other sources, larger pixels. */
let elsewhere: readonly SurveyImage[]

beforeAll(async () => {
  survey = await makeSurvey(join(folder, 'survey'))
  elsewhere = await makeSurvey(join(folder, 'elsewhere'), { centreRaDeg: 200, epochs: 1 })
})

/** A copy of an input beside nothing else, changed by `write`. */
function altered(label: string, path: string, write: (to: string) => void): string {
  const to = join(folder, label, basename(path))
  mkdirSync(join(folder, label), { recursive: true })
  write(to)
  return to
}

function withFirst(changes: Partial<SurveyImage>): SurveyImage[] {
  const [first, ...others] = survey
  if (!first) throw new Error('The survey has no image.')
  return [{ ...first, ...changes }, ...others]
}

function first(): SurveyImage {
  const [image] = survey
  if (!image) throw new Error('The survey has no image.')
  return image
}

function copied(path: string): string {
  return altered('copied', path, (to) => writeFileSync(to, readFileSync(path)))
}

function truncated(label: string, path: string, share = 0.6): string {
  const bytes = readFileSync(path)
  return altered(label, path, (to) => writeFileSync(to, bytes.subarray(0, Math.round(bytes.length * share))))
}

function fullOfNan(label: string, path: string): string {
  return altered(label, path, (to) => rewriteFits(path, to, ({ data }) => ({ data: Buffer.from(new Uint8Array(data.length).fill(0xff)) })))
}

function editedCatalogue(label: string, edit: (lines: string[]) => string[]): string {
  const path = first().selavy
  return altered(label, path, (to) => writeFileSync(to, edit(readFileSync(path, 'utf8').split('\n')).join('\n')))
}

function entries(path: string): string[] {
  return existsSync(path) ? readdirSync(path) : []
}

/** Everything that a refusal must not have added to. */
function remains(home: string) {
  const runs = entries(join(home, 'objects', 'runs'))
  return {
    images: entries(join(home, 'objects', 'images')),
    results: runs.flatMap((run) => entries(join(home, 'objects', 'runs', run, 'results'))),
    temporary: entries(join(home, 'tmp')),
  }
}

const nothing = { images: [], results: [], temporary: [] }

interface Refusal {
  readonly law: string
  readonly images: () => readonly SurveyImage[]
  readonly settings?: string
  /** Name of the configuration, where the message names that. */
  readonly label?: string
  /** In the message: the file, then the reason. */
  readonly says: readonly (string | RegExp)[]
}

const refusals: readonly Refusal[] = [
  {
    law: 'a truncated image',
    images: () => withFirst({ image: truncated('truncated-image', first().image) }),
    says: [/truncated-image\/image\.i\.\S+\.fits: /, /truncated|ends/],
  },
  {
    law: 'a truncated noise map',
    images: () => withFirst({ noise: truncated('truncated-noise', first().noise) }),
    says: [/truncated-noise\/noiseMap\S+\.fits: /, /truncated|ends/],
  },
  {
    law: 'a truncated header',
    images: () => withFirst({ image: truncated('truncated-header', first().image, 0.005) }),
    says: [/truncated-header\/image\.i\.\S+\.fits: /, /header/],
  },
  {
    law: 'an empty file as image',
    images: () => withFirst({ image: altered('empty', first().image, (to) => writeFileSync(to, '')) }),
    says: [/empty\/image\.i\.\S+\.fits: /, /empty/],
  },
  {
    law: 'a text file called .fits',
    images: () => withFirst({ image: altered('text', first().image, (to) => writeFileSync(to, 'a letter\n'.repeat(900))) }),
    says: [/text\/image\.i\.\S+\.fits: /, /FITS|SIMPLE/],
  },
  {
    law: 'a noise map full of NaN',
    images: () => withFirst({ noise: fullOfNan('nan-noise', first().noise) }),
    says: [/nan-noise\/noiseMap\S+\.fits: /, /finite positive pixels/],
  },
  {
    law: 'a noise map of another size than its image',
    images: () =>
      withFirst({
        noise: altered('small-noise', first().noise, (to) =>
          rewriteFits(first().noise, to, ({ cards, data }) => ({
            cards: cards.map((one) => (keyOf(one) === 'NAXIS2' ? card('NAXIS2', 200) : one)),
            data: data.subarray(0, 256 * 200 * 4),
          })),
        ),
      }),
    says: [/small-noise\/noiseMap/, /256x256/, /256x200/],
  },
  {
    law: 'an image compressed with HCOMPRESS',
    images: () => {
      const gzipTiles = altered('hcompress', first().image, (to) => compressFits(first().image, to))
      writeFileSync(gzipTiles, readFileSync(gzipTiles, 'latin1').replace("'GZIP_1  '   ", "'HCOMPRESS_1'"), 'latin1')
      return withFirst({ image: gzipTiles })
    },
    says: [/hcompress\/image\.i\./, 'HCOMPRESS_1'],
  },
  {
    law: 'an empty file as catalogue',
    images: () => withFirst({ selavy: altered('empty-catalogue', first().selavy, (to) => writeFileSync(to, '')) }),
    says: [/empty-catalogue\/selavy\S+\.txt/, /empty/],
  },
  {
    law: 'a catalogue without a column that is needed',
    images: () =>
      withFirst({ selavy: editedCatalogue('no-column', (lines) => lines.map((line) => line.replace('ra_deg_cont', 'ra_deg_kont'))) }),
    says: [/no-column\/selavy\S+\.txt, line 1: /, 'ra_deg_cont'],
  },
  {
    law: 'a catalogue in units that are unknown',
    images: () =>
      withFirst({ selavy: editedCatalogue('units', (lines) => lines.map((line) => line.replace('[mJy/beam]', '[ergs/beam]'))) }),
    says: [/units\/selavy\S+\.txt: /, 'ergs/beam', 'flux_peak'],
  },
  {
    law: 'a catalogue with one component twice',
    images: () => withFirst({ selavy: editedCatalogue('twice', (lines) => [...lines.slice(0, 4), ...lines.slice(3)]) }),
    says: [/twice\/selavy\S+\.txt: /, 'component_2a'],
  },
  {
    law: 'a catalogue with a value that is no number',
    images: () =>
      withFirst({
        selavy: editedCatalogue('value', (lines) => lines.map((line, row) => (row === 3 ? line.replace('30.069898', '30.0six98') : line))),
      }),
    says: [/value\/selavy\S+\.txt, line 4, /, '30.0six98', 'ra_deg_cont'],
  },
  {
    law: 'the catalogue of another image',
    images: () => withFirst({ selavy: elsewhere[0]?.selavy ?? '' }),
    says: [/elsewhere\S+selavy\S+\.txt: /, /outside/, /survey\S+image\.i/],
  },
  {
    law: 'an image that is listed twice',
    images: () => [...survey, first()],
    says: [/line \d+/, /image\.i\.\S+SB00001\S+ again/],
  },
  {
    law: 'an image that is listed twice by means of a copy',
    images: () => {
      const { epoch, image, selavy, noise, background } = first()
      return [
        ...survey,
        { epoch, image: copied(image), selavy: copied(selavy), noise: copied(noise), background: background && copied(background) },
      ]
    },
    says: [/copied\/image\.i\.\S+SB00001/, 'the same image'],
  },
  {
    law: 'a key that is unknown, naming the nearest',
    label: 'key',
    images: () => survey,
    settings: 'source_association: {methd: basic}\n',
    says: [/key\.yaml: expected a valid/, /^ {2}\d+:\d+: error: /m, 'methd', 'method'],
  },
  {
    law: 'source monitoring without background maps',
    label: 'background',
    images: () => survey.map((image) => ({ ...image, background: null })),
    says: [/background\.yaml: expected a valid/, /^ {2}\d+:\d+: error: /m, 'background', 'monitor'],
  },
  {
    law: 'an image that is not there',
    images: () => withFirst({ image: '/nowhere/image.i.SIM.SB00001.fits' }),
    says: ['/nowhere/image.i.SIM.SB00001.fits', 'nothing'],
  },
]

test.concurrent.each(refusals)(
  'refuses $law, says why and leaves nothing',
  async ({ law, label = law.replaceAll(' ', '-'), images, settings, says }) => {
    const config = writeConfig(join(folder, `${label}.yaml`), images(), settings === undefined ? {} : { settings })
    const home = join(folder, `home-${label}`)
    const outcome = await halley(home, 'process', config, '--name', 'run')
    expect(outcome).toMatchObject({ exitCode: 3, stdout: '' })
    for (const text of says) expect(outcome.stderr).toMatch(text)
    expect(outcome.stderr).not.toMatch(/\n\s+at /)
    expect(remains(home)).toEqual(nothing)
  },
)

test('a configuration with errors makes no run', async () => {
  const home = join(folder, 'home-key')
  expect(await halley(home, 'status', '--json')).toMatchObject({ exitCode: 0, stdout: '[]\n' })
})

test('a refused processing of a run leaves the version that is shown, and its draft says what was tried', async () => {
  const home = join(folder, 'home-kept')
  const good = writeConfig(join(folder, 'good.yaml'), survey)
  expect(await halley(home, 'process', good, '--name', 'run')).toMatchObject({ exitCode: 0 })
  const shown = () => readdirSync(join(home, 'runs', 'run')).filter((name) => !name.endsWith('_log.txt'))
  const before = { remains: remains(home), shown: shown() }
  const bad = writeConfig(join(folder, 'bad.yaml'), withFirst({ noise: fullOfNan('nan-again', first().noise) }))
  expect(await halley(home, 'process', bad, '--name', 'run', '--full-rerun')).toMatchObject({ exitCode: 3 })
  expect({ remains: remains(home), shown: shown() }).toEqual(before)
  const status: unknown = JSON.parse((await halley(home, 'status', 'run', '--json')).stdout)
  expect(status).toMatchObject([{ work: 'failed', words: 'Error', version: 1, counts: { images: 3 }, fault: { code: 'noise.allBlank' } }])
  expect((await halley(home, 'status')).stdout).toMatch(
    /\nrun: \S+noiseMap\S+: expected finite positive pixels[^\n]+\nCheck that the noise map/,
  )
  expect(await halley(home, 'process', good, '--name', 'run')).toMatchObject({ exitCode: 0 })
})
