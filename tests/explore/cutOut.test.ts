import { renameSync } from 'node:fs'
import { basename, join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { exportCutOut, type CutOutRequest } from '../../src/app/explore/cutOut.ts'
import { drawCutOut, type Drawing } from '../../src/app/explore/drawCutOut.ts'
import { showSource } from '../../src/app/explore/showSource.ts'
import type { SourceDetails } from '../../src/app/contract/sources.ts'
import type { Halley } from '../../src/app/halley.ts'
import { openImage } from '../../src/app/inputs/openImage.ts'
import { memoryByteSource } from '../../src/formats/byteSource.ts'
import { openFitsImage } from '../../src/formats/fits/image.ts'
import { wcsFromHeader } from '../../src/formats/fits/wcsHeader.ts'
import { skyGrid } from '../../src/sky/skyGrid.ts'
import { createWcs } from '../../src/sky/wcs.ts'
import { enterAs } from '../people/people.ts'
import { readTable } from '../process/processing.ts'
import { valueOf } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { makeScene, type Scene, withHalley } from '../samples/scene.ts'

const folder = temporaryFolder()
let scene: Scene

beforeAll(async () => {
  scene = await makeScene(folder)
})

async function brightest(halley: Halley): Promise<SourceDetails> {
  const sources = await readTable(join(scene.home, 'runs', 'smc'), 'sources')
  const [first] = sources.toSorted((a, b) => Number(b['max_flux_peak']) - Number(a['max_flux_peak']))
  return valueOf(await showSource(halley, { run: 'smc', source: Number(first?.['id']), version: undefined }))
}

function around({ measurements }: SourceDetails, change: Partial<CutOutRequest> = {}): CutOutRequest {
  const [point] = measurements
  if (!point) throw new Error('The brightest source has no measurement.')
  const { imageNumber, raDeg, decDeg } = point
  return { run: 'smc', version: undefined, imageNumber, raDeg, decDeg, sizeArcsec: 120, ...change }
}

/** The file of the image of its first measurement. */
function pathOf({ measurements }: SourceDetails): string {
  const path = scene.images.find(({ image }) => basename(image) === measurements[0]?.image)?.image
  if (path === undefined) throw new Error('The image of the measurement is none of the survey.')
  return path
}

test('a cut-out as FITS has the pixels of the image at the same places of the sky', async () => {
  await withHalley(scene, async (halley) => {
    const source = await brightest(halley)
    const request = around(source)
    const bytes = valueOf(await exportCutOut(halley, request))
    const cut = valueOf(await openFitsImage(memoryByteSource('cut-out', bytes)))
    const wcs = createWcs(valueOf(wcsFromHeader(cut.header)))
    const whole = valueOf(await openImage(pathOf(source), halley.scratch))
    const wholeWcs = createWcs(valueOf(wcsFromHeader(whole.image.header)))
    for (const [x, y] of [
      [0, 0],
      [cut.width >> 1, cut.height >> 1],
      [cut.width - 1, 3],
    ] as const) {
      const { raDeg, decDeg } = wcs.skyFromPixel(x, y)
      const there = wholeWcs.pixelFromSky(raDeg, decDeg)
      expect(Math.abs(there.x - Math.round(there.x))).toBeLessThan(1e-6)
      const [mine] = await cut.read(x, y, 1, 1)
      const [original] = await whole.image.read(Math.round(there.x), Math.round(there.y), 1, 1)
      expect(mine).toBe(original)
    }
    await whole.close()
  })
})

/** Width, height and the index of each pixel of a PNG with a palette. */
function decode(png: Uint8Array) {
  const view = Buffer.from(png)
  const [width, height] = [view.readUInt32BE(16), view.readUInt32BE(20)]
  const at = view.indexOf('IDAT')
  const rows = inflateSync(view.subarray(at + 4, at + 4 + view.readUInt32BE(at - 4)))
  return { width, height, indexAt: (x: number, y: number) => rows[y * (width + 1) + 1 + x] }
}

test('a cut-out as PNG is brightest at the source, blank off the image, and turned the right way up', async () => {
  await withHalley(scene, async (halley) => {
    const source = await brightest(halley)
    const drawing = { stretch: 'linear', colours: 'grey', limits: null } as const
    const { width, height, indexAt } = decode(valueOf(await drawCutOut(halley, around(source), drawing)))
    expect(width).toBe(height)
    expect(indexAt(width >> 1, height >> 1)).toBe(255)
    const north = around(source, { decDeg: around(source).decDeg + 30 / 3600 })
    const shifted = decode(valueOf(await drawCutOut(halley, north, drawing)))
    const column = Array.from({ length: height }, (_, y) => shifted.indexAt(width >> 1, y) ?? 0)
    expect(column.lastIndexOf(255)).toBeGreaterThan(height >> 1)
  })
})

/** Width, height and the colour of each pixel of a PNG with colours of their own. */
function decodeColours(png: Uint8Array) {
  const view = Buffer.from(png)
  const [width, height] = [view.readUInt32BE(16), view.readUInt32BE(20)]
  const at = view.indexOf('IDAT')
  const rows = inflateSync(view.subarray(at + 4, at + 4 + view.readUInt32BE(at - 4)))
  const start = (x: number, y: number) => y * (4 * width + 1) + 1 + 4 * x
  return { width, height, colourAt: (x: number, y: number) => [...rows.subarray(start(x, y), start(x, y) + 4)] }
}

type Colours = ReturnType<typeof decodeColours>

/** The pixels in which two pictures of the same size differ. */
function differing(one: Colours, other: Colours): (readonly [x: number, y: number])[] {
  const found: (readonly [number, number])[] = []
  for (let y = 0; y < one.height; y++)
    for (let x = 0; x < one.width; x++) if (String(one.colourAt(x, y)) !== String(other.colourAt(x, y))) found.push([x, y])
  return found
}

test('a PNG has the lines of the sky, the beam and the shapes drawn over it where they are, and its pixels elsewhere as they were', async () => {
  await withHalley(scene, async (halley) => {
    const source = await brightest(halley)
    const request = around(source)
    const plain = { stretch: 'linear', colours: 'grey', limits: null, zoom: 8 } as const
    const draw = async (over: Partial<Drawing>) => decodeColours(valueOf(await drawCutOut(halley, request, { ...plain, ...over })))
    const pixels = await draw({})
    const { width } = decode(valueOf(await drawCutOut(halley, request, { ...plain, zoom: 1 })))
    expect(pixels.width).toBe(8 * width)

    const shape = differing(pixels, await draw({ shapes: true }))
    const [point] = source.measurements
    const cut = valueOf(await openFitsImage(memoryByteSource('cut-out', valueOf(await exportCutOut(halley, request)))))
    const wcs = createWcs(valueOf(wcsFromHeader(cut.header)))
    const { x, y } = wcs.pixelFromSky(request.raDeg, request.decDeg)
    const [centreX, centreY] = [(x + 0.5) * 8, (cut.height - 0.5 - y) * 8]
    const pxPerArcsec = (8 * cut.width) / request.sizeArcsec
    const near = shape.map(([px, py]) => Math.hypot(px + 0.5 - centreX, py + 0.5 - centreY)).filter((away) => away < 12 * pxPerArcsec)
    const [major, minor] = [point?.majorArcsec ?? 0, point?.minorArcsec ?? 0].map((axis) => (axis / 2) * pxPerArcsec)
    expect(near.length).toBeGreaterThan(50)
    expect(Math.min(...near)).toBeGreaterThan((minor ?? 0) - 3)
    expect(Math.max(...near)).toBeLessThan((major ?? 0) + 3)

    const grid = differing(pixels, await draw({ grid: true }))
    const onLine = skyGrid(wcs, { firstX: 0, firstY: 0, width: cut.width, height: cut.height }).flatMap(({ parts }) => parts.flat())
    expect(onLine.length).toBeGreaterThan(8)
    for (let k = 0; k < onLine.length; k += 2) {
      const [px, py] = [((onLine[k] ?? 0) + 0.5) * 8, (cut.height - 0.5 - (onLine[k + 1] ?? 0)) * 8]
      expect(grid.some(([gx, gy]) => Math.hypot(gx + 0.5 - px, gy + 0.5 - py) < 1.5)).toBe(true)
    }

    const beam = differing(pixels, await draw({ beam: true }))
    expect(Math.min(...beam.map(([px]) => px))).toBeGreaterThan(pixels.width / 2)
    expect(Math.min(...beam.map(([, py]) => py))).toBeGreaterThan(pixels.height / 2)
  })
})

test('what is drawn over a small part is drawn large enough to be told apart, and too large a picture is refused', async () => {
  await withHalley(scene, async (halley) => {
    const request = around(await brightest(halley))
    const drawing = { stretch: 'asinh', colours: 'viridis', limits: null, grid: true } as const
    expect(decodeColours(valueOf(await drawCutOut(halley, request, drawing))).width).toBeGreaterThanOrEqual(480)
    const refused = await drawCutOut(halley, { ...request, sizeArcsec: 600 }, { ...drawing, zoom: 16 })
    expect(refused.ok ? null : refused.fault.code).toBe('image.size')
  })
})

test('positions off the image, other images, strangers, and files that are gone are refused by name', async () => {
  await withHalley(scene, async (halley) => {
    const source = await brightest(halley)
    const code = async (change: Partial<CutOutRequest>, as = halley) => {
      const cut = await exportCutOut(as, around(source, change))
      return cut.ok ? null : cut.fault.code
    }
    expect(await code({ raDeg: 10, decDeg: 80 })).toBe('image.outside')
    expect(await code({ imageNumber: 999_999 })).toBe('image.notFound')
    expect(await code({ sizeArcsec: 36_000 })).toBe('image.size')
    expect(await code({}, await enterAs(halley.store, 'stranger'))).toBe('item.notFound')
    const path = pathOf(source)
    renameSync(path, `${path}.away`)
    expect(await code({})).toBe('file.missing')
    renameSync(`${path}.away`, path)
    expect(await code({})).toBeNull()
  })
})
