// Images and measurements over HTTP: what is served is what the files and tables have, to those alone who may see the run.
import { readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import {
  imageDetailsSchema,
  imageGridSchema,
  imageLimitsSchema,
  imageShapesSchema,
  measurementDetailsSchema,
} from '../../src/app/contract/images.ts'
import { closeHalley, openHalley, type Halley } from '../../src/app/halley.ts'
import { openImage } from '../../src/app/inputs/openImage.ts'
import { sessionCookie } from '../../src/doors/http/sessions/sessionCookie.ts'
import { readImageHeader } from '../../src/formats/fits/imageHeader.ts'
import { createWcs } from '../../src/sky/wcs.ts'
import { valueOf } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { makeScene, type Scene } from '../samples/scene.ts'
import { openApi, type OpenApi } from './openApi.ts'
import { signInThree } from './signInThree.ts'

const folder = temporaryFolder()
let scene: Scene
let halley: Halley
let server: OpenApi
let [owner, viewer, stranger] = ['', '', '']

beforeAll(async () => {
  vi.stubEnv('HALLEY_ROOTS', folder)
  scene = await makeScene(folder)
  halley = valueOf(await openHalley({ environment: {}, home: scene.home }))
  server = await openApi(halley)
  ;({ owner, viewer, stranger } = await signInThree(halley, server))
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await server.close()
  await closeHalley(halley)
})

function get(path: string, cookie = owner) {
  return server.ask('GET', `/api/runs/lmc/${path}`, { cookie })
}

async function bytesOf(path: string): Promise<{ readonly status: number; readonly bytes: Buffer; readonly type: string | null }> {
  const reply = await fetch(`${server.address}/api/runs/lmc/${path}`, { headers: { cookie: `${sessionCookie}=${owner}` } })
  return { status: reply.status, bytes: Buffer.from(await reply.arrayBuffer()), type: reply.headers.get('content-type') }
}

async function details(image = 1) {
  return imageDetailsSchema.parse((await get(`images/${image}`)).reply)
}

async function shapes() {
  return imageShapesSchema.parse((await get('images/1/shapes')).reply)
}

test('who may read the run may look at its images; to others neither is there', async () => {
  const [id] = (await shapes()).ids
  const readings = [
    'images/1',
    'images/1/pixels?width=8&height=8',
    'images/1/limits',
    'images/1/limits?x=1&y=1&width=30&height=30',
    'images/1/grid?width=100&height=100',
    'images/1/shapes',
    'images/1/file',
    `measurements/${id}`,
  ]
  for (const path of readings) {
    expect((await get(path)).status, path).toBe(200)
    expect((await get(path, viewer)).status, path).toBe(200)
    expect([(await get(path, stranger)).status, (await get(path, stranger)).code], path).toEqual([404, 'item.notFound'])
    expect((await get(path, '')).status, path).toBe(401)
  }
  expect((await get('images/99')).code).toBe('image.notFound')
  expect((await get('measurements/123456789')).code).toBe('measurement.notFound')
  expect((await get('images/1/pixels?width=512&height=512&factor=16&layer=noise')).status).toBe(200)
  expect((await get('images/1/pixels?width=513&height=1')).status).toBe(400)
  expect((await get('images/1/limits?width=2000&height=10')).code).toBe('image.size')
})

test('a tile is the pixels of the file in mJy/beam, averaged by blocks, blank beyond its edge', async () => {
  const { files, width } = await details()
  const path = files.find(({ role }) => role === 'image')?.path ?? ''
  const opened = valueOf(await openImage(path, halley.scratch))
  const pixels = await opened.image.read(width - 20, 40, 20, 20)
  await opened.close()
  const whole = await bytesOf(`images/1/pixels?x=${width - 20}&y=40&width=30&height=20`)
  expect([whole.status, whole.type, whole.bytes.length]).toEqual([200, 'application/octet-stream', 30 * 20 * 4])
  for (const [row, column] of [
    [0, 0],
    [19, 19],
    [7, 11],
  ] as const) {
    const value = whole.bytes.readFloatLE(4 * (row * 30 + column))
    expect(value).toBeCloseTo((pixels[row * 20 + column] ?? 0) * 1000, 4)
  }
  expect(whole.bytes.readFloatLE(4 * 25)).toBeNaN()
  const blocks = await bytesOf(`images/1/pixels?factor=2&x=${(width - 20) / 2}&y=20&width=1&height=1`)
  const mean = [0, 1, 20, 21].reduce((sum, k) => sum + (pixels[k] ?? 0), 0) / 4
  expect(blocks.bytes.readFloatLE(0)).toBeCloseTo(mean * 1000, 4)
})

test('ellipses stand where the header puts their measurements, the brightest first, forced fits among them', async () => {
  const { files } = await details(2)
  const { ids, x, y, peakMjy, isForced, total } = imageShapesSchema.parse((await get('images/2/shapes')).reply)
  expect(total).toBe(ids.length)
  expect(isForced).toContain(true)
  expect(peakMjy).toEqual([...peakMjy].sort((a, b) => b - a))
  const opened = valueOf(await openImage(files.find(({ role }) => role === 'image')?.path ?? '', halley.scratch))
  const wcs = createWcs(valueOf(readImageHeader(opened.image.header)).wcs)
  await opened.close()
  for (const at of [0, isForced.indexOf(true)]) {
    const measurement = measurementDetailsSchema.parse((await get(`measurements/${ids[at]}`)).reply)
    const place = wcs.pixelFromSky(measurement.raDeg, measurement.decDeg)
    expect([measurement.isForced, measurement.image.number]).toEqual([at !== 0, 2])
    expect(x[at]).toBeCloseTo(place.x, 6)
    expect(y[at]).toBeCloseTo(place.y, 6)
    expect(measurement.sources.length).toBeGreaterThan(0)
  }
})

test('a measurement has every column of its table, its sources, and the other components of its island', async () => {
  const { ids } = await shapes()
  const all = await Promise.all(ids.slice(0, 60).map(async (id) => measurementDetailsSchema.parse((await get(`measurements/${id}`)).reply)))
  const blended = all.find(({ siblings }) => siblings.length > 0)
  expect(blended).toBeDefined()
  const island = blended?.values.find(({ name }) => name === 'island_id')?.value
  for (const { id } of blended?.siblings ?? []) {
    const sibling = measurementDetailsSchema.parse((await get(`measurements/${id}`)).reply)
    expect(sibling.values.find(({ name }) => name === 'island_id')?.value).toBe(island)
    expect(sibling.siblings.map((each) => each.id)).toContain(blended?.id)
  }
})

test('lines, limits, files and the runs that use an image are told; a file is handed out as it is, and only the one that was processed', async () => {
  const { width, height, files, usedBy, preview, footprint } = await details()
  expect(usedBy.map(({ name }) => name)).toEqual(['lmc', 'smc'])
  expect([footprint.length, preview.map(({ layer }) => layer)]).toEqual([4, expect.arrayContaining(['image', 'noise'])])
  const grid = imageGridSchema.parse((await get(`images/1/grid?width=${width}&height=${height}`)).reply)
  expect(new Set(grid.lines.map(({ axis }) => axis))).toEqual(new Set(['ra', 'dec']))
  const { zscale, range } = imageLimitsSchema.parse((await get('images/1/limits')).reply)
  expect(range.low).toBeLessThanOrEqual(zscale.low)
  expect(range.high).toBeGreaterThan(zscale.high)
  const path = files.find(({ role }) => role === 'image')?.path ?? ''
  expect((await bytesOf('images/1/file')).bytes).toEqual(readFileSync(path))
  renameSync(path, `${path}.away`)
  expect((await get('images/1/file')).code).toBe('file.missing')
  renameSync(`${path}.away`, path)
  vi.stubEnv('HALLEY_ROOTS', join(folder, 'home'))
  expect((await get('images/1/file')).status).toBe(403)
  vi.stubEnv('HALLEY_ROOTS', folder)
})
