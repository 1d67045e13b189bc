// Images and their places on the sky by the command line: what is written is read by readers of other formats.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { memoryByteSource } from '../../src/formats/byteSource.ts'
import { openFitsImage } from '../../src/formats/fits/image.ts'
import { wcsFromHeader } from '../../src/formats/fits/wcsHeader.ts'
import { readVoTable } from '../../src/formats/votable/read.ts'
import { createWcs } from '../../src/sky/wcs.ts'
import { makeSurvey, valueOf } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { halley } from './runHalley.ts'

const folder = temporaryFolder()
const home = join(folder, 'home')

beforeAll(async () => {
  await makeSurvey(join(folder, 'pilot'))
  expect(await halley(home, 'process', join(folder, 'pilot'))).toMatchObject({ exitCode: 0 })
})

interface ListedImage {
  readonly number: number
  readonly name: string
  readonly raDeg: number
  readonly decDeg: number
  readonly footprint: readonly (readonly [number, number])[]
}

async function listed(): Promise<readonly ListedImage[]> {
  const { stdout } = await halley(home, 'images', 'list', 'pilot', '--json')
  return (JSON.parse(stdout) as { readonly images: readonly ListedImage[] }).images
}

async function first(): Promise<ListedImage> {
  const [image] = await listed()
  if (!image) throw new Error('The run has no image')
  return image
}

test('images are listed with their numbers, and one is shown with its files by its number', async () => {
  const images = await listed()
  expect(images).toHaveLength(3)
  const { number, name } = await first()
  const { stdout } = await halley(home, 'images', 'list', 'pilot')
  for (const image of images) expect(stdout).toContain(image.name)
  const shown = await halley(home, 'images', 'show', 'pilot', String(number))
  expect(shown).toMatchObject({ exitCode: 0 })
  expect(shown.stdout).toMatch(new RegExp(`^image +${number}, ${name}`))
  expect(shown.stdout).toMatch(/noise +as processed/)
  expect(await halley(home, 'images', 'show', 'pilot', '4711')).toMatchObject({ exitCode: 4 })
  expect(await halley(home, 'images', 'show', 'pilot', 'first')).toMatchObject({ exitCode: 2 })
})

test('a cut-out is written as FITS around the position, in any notation, and as PNG, into new files alone', async () => {
  const { number, raDeg, decDeg } = await first()
  const [fits, png] = [join(folder, 'part.fits'), join(folder, 'part.png')]
  const at = ['--at', `${raDeg} ${decDeg}`]
  expect(await halley(home, 'images', 'cutout', 'pilot', String(number), ...at, '--to', fits, '--size', '60')).toMatchObject({
    exitCode: 0,
  })
  const image = valueOf(await openFitsImage(memoryByteSource('part', readFileSync(fits))))
  const place = createWcs(valueOf(wcsFromHeader(image.header))).pixelFromSky(raDeg, decDeg)
  expect([image.width, image.height]).toEqual([24, 24])
  expect(Math.abs(place.x - 12)).toBeLessThanOrEqual(0.5)
  const drawn = ['--grid', '--beam', '--shapes', '--zoom', '4', '--size', '60']
  expect(await halley(home, 'images', 'cutout', 'pilot', String(number), ...at, '--to', png, ...drawn)).toMatchObject({ exitCode: 0 })
  const bytes = readFileSync(png)
  expect([bytes.toString('latin1', 1, 4), bytes.readUInt32BE(16)]).toEqual(['PNG', 96])
  const again = await halley(home, 'images', 'cutout', 'pilot', String(number), ...at, '--to', png)
  expect(again).toMatchObject({ exitCode: 5, stderr: expect.stringContaining('found one') as string })
  expect(readFileSync(png).equals(bytes)).toBe(true)
})

test('what cannot be cut out is refused with what was expected, and leaves no file', async () => {
  const { number, raDeg, decDeg } = await first()
  const refused = async (at: string, to: string, ...more: readonly string[]) => {
    const { exitCode, stderr } = await halley(
      home,
      'images',
      'cutout',
      'pilot',
      String(number),
      '--at',
      at,
      '--to',
      join(folder, to),
      ...more,
    )
    expect(existsSync(join(folder, to))).toBe(false)
    return { exitCode, said: stderr.split('\n', 1)[0] }
  }
  const here = `${raDeg} ${decDeg}`
  expect(await refused(here, 'part.jpg')).toMatchObject({ said: expect.stringContaining('.png, .fits') as string })
  expect(await refused('nowhere', 'a.png')).toMatchObject({ exitCode: 3, said: expect.stringContaining('two coordinates') as string })
  expect(await refused('10 80', 'b.fits')).toMatchObject({ exitCode: 3, said: expect.stringContaining('off its pixels') as string })
  expect(await refused(here, 'd.png', '--low', '-1')).toMatchObject({ exitCode: 3, said: expect.stringContaining('--low alone') as string })
  expect(await refused(here, 'c.png', '--zoom', '17')).toMatchObject({ exitCode: 2 })
})

test('footprints are written as a table and as regions, with the corners that the list has', async () => {
  const images = await listed()
  const [table, ds9, carta] = ['sky.vot', 'sky.reg', 'sky.crtf'].map((name) => join(folder, name)) as [string, string, string]
  for (const path of [table, ds9, carta])
    expect(await halley(home, 'sky', '--run', 'pilot', '--export', path)).toMatchObject({ exitCode: 0 })
  const { fields } = valueOf(readVoTable('sky', readFileSync(table)))
  expect(fields.map(({ name }) => name)).toContain('s_region')
  const polygons = readFileSync(ds9, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('polygon('))
  expect(polygons).toHaveLength(images.length)
  expect(
    readFileSync(carta, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('poly[[')),
  ).toHaveLength(images.length)
  for (const { name, footprint } of images) {
    const polygon = polygons.find((line) => line.includes(name)) ?? ''
    const numbers = [...polygon.matchAll(/-?\d+\.\d+(?=[,)])/g)].map(Number)
    for (const [k, [ra, dec]] of footprint.entries()) {
      expect(numbers[2 * k]).toBeCloseTo(ra, 5)
      expect(numbers[2 * k + 1]).toBeCloseTo(dec, 5)
    }
  }
  const { stdout } = await halley(home, 'sky')
  expect(stdout).toContain('3 images of 1 run.')
  expect(await halley(home, 'sky', '--run', 'nothing')).toMatchObject({ exitCode: 4 })
})
