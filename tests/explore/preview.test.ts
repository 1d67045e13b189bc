// The preview of an image: what it shows, what it weighs, and that it comes and goes with its image.
import { existsSync, readFileSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs'
import { basename, join } from 'node:path'
import { array, assert, asyncProperty, constant, float, integer, oneof, tuple } from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { runImages } from '../../src/app/contents/runImages.ts'
import { missingInputs } from '../../src/app/contents/missingInputs.ts'
import { checkStore } from '../../src/app/fsck/checkStore.ts'
import type { Halley } from '../../src/app/halley.ts'
import { imageLimits } from '../../src/app/images/imageLimits.ts'
import { imagePixels, type PixelQuestion } from '../../src/app/images/imagePixels.ts'
import { showImage } from '../../src/app/images/showImage.ts'
import { openImage } from '../../src/app/inputs/openImage.ts'
import { findRun } from '../../src/app/runs/findRun.ts'
import { runSize } from '../../src/app/usage/runSize.ts'
import { memoryByteSource } from '../../src/formats/byteSource.ts'
import { encodePreview, openPreview } from '../../src/formats/preview/previewFile.ts'
import { blockLevels } from '../../src/pipeline/preview/blockLevels.ts'
import type { PixelMap } from '../../src/pipeline/pixelMap.ts'
import { valueOf } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { makeScene, purgeEntry, trashRun, withHalley, type Scene } from '../samples/scene.ts'
import { planOf } from '../trash/phases.ts'
import { World } from '../trash/world.ts'

const folder = temporaryFolder()
let scene: Scene

beforeAll(async () => {
  scene = await makeScene(folder)
})

function mapOf(pixels: Float32Array, width: number): PixelMap {
  const read: PixelMap['read'] = (x, y, columns, rows) => {
    const box = Array.from({ length: rows }, (_, row) => [...pixels.subarray((y + row) * width + x, (y + row) * width + x + columns)])
    return Promise.resolve(Float32Array.from(box.flat()))
  }
  return { width, height: pixels.length / width, read }
}

const pixel = oneof(float({ min: -1, max: 1, noNaN: true }), constant(Number.NaN))

test('every block of every level is the mean and the peak of its pixels that are not blank', async () => {
  const image = tuple(integer({ min: 1, max: 40 }), integer({ min: 1, max: 40 })).chain(([width, height]) =>
    tuple(constant(width), array(pixel, { minLength: width * height, maxLength: width * height })),
  )
  await assert(
    asyncProperty(image, async ([width, values]) => {
      const pixels = Float32Array.from(values)
      const levels = await blockLevels(mapOf(pixels, width), { finest: 4, smallestEdge: 2, rowStep: 1 })
      for (const { factor, width: across, mean, peak } of levels) {
        for (let block = 0; block < mean.length; block++) {
          const inside = [...pixels].filter((value, k) => {
            const [x, y] = [k % width, Math.floor(k / width)]
            const isIn = Math.floor(x / factor) === block % across && Math.floor(y / factor) === Math.floor(block / across)
            return isIn && !Number.isNaN(value)
          })
          const sum = inside.reduce((total, value) => total + value, 0)
          if (inside.length === 0) expect([mean[block], peak[block]]).toEqual([Number.NaN, Number.NaN])
          else expect(mean[block]).toBeCloseTo(sum / inside.length, 5)
          if (inside.length > 0) expect(peak[block]).toBeCloseTo(Math.max(...inside), 6)
        }
      }
    }),
    { numRuns: 60 },
  )
})

test('what a preview keeps is read back to three digits, blanks as blanks, values beyond as the largest', async () => {
  const values = Float32Array.of(0, 1e-3, -2.5e-4, Number.NaN, 1e6, -1e6)
  const plane = { layer: 'image', of: 'mean', factor: 8, width: 3, height: 2, values } as const
  const bytes = encodePreview([plane], 2.5e-4, {})
  expect(encodePreview([plane], 2.5e-4, {})).toEqual(bytes)
  const preview = await openPreview(memoryByteSource('preview', bytes))
  const found = await preview.read(plane, 0, 0, 3, 2)
  expect(found[1] / 1e-3).toBeCloseTo(1, 3)
  expect(found[2] / -2.5e-4).toBeCloseTo(1, 3)
  expect([found[0], found[3]]).toEqual([0, Number.NaN])
  expect(found[4]).toBeGreaterThan(16)
  expect(found[5]).toBe(-(found[4] ?? 0))
  expect([...(await preview.read(plane, 1, 1, 2, 1))]).toEqual([found[4], found[5]])
})

/** The first image of `smc`. */
async function firstImage(halley: Halley) {
  const run = valueOf(await findRun(halley, 'smc'))
  const [image] = valueOf(await runImages(halley, run, undefined)).images
  const files = scene.images.find(({ image: path }) => basename(path) === image?.name)
  if (!image || !files) throw new Error('The run has no image.')
  const path = halley.store.paths.imagePreview(image.id)
  const tile = (change: Partial<PixelQuestion>): PixelQuestion => ({
    run: 'smc',
    version: undefined,
    imageNumber: image.number,
    layer: 'image',
    factor: 8,
    of: 'mean',
    x: 0,
    y: 0,
    width: 16,
    height: 16,
    ...change,
  })
  return { image, file: files.image, path, tile }
}

test('an image is ingested with a preview whose blocks are those of its file', async () => {
  await withHalley(scene, async (halley) => {
    const { file, tile } = await firstImage(halley)
    const shown = valueOf(await imagePixels(halley, tile({})))
    const opened = valueOf(await openImage(file, halley.scratch))
    const pixels = await opened.image.read(0, 0, 128, 128)
    await opened.close()
    for (let block = 0; block < 256; block++) {
      let [sum, count] = [0, 0]
      for (let k = 0; k < 64; k++) {
        const value = pixels[((block >> 4) * 8 + (k >> 3)) * 128 + (block & 15) * 8 + (k & 7)]
        if (Number.isNaN(value)) continue
        sum += value * 1000
        count += 1
      }
      if (count === 0) expect(shown[block]).toBeNaN()
      else expect(Math.abs(shown[block] - sum / count)).toBeLessThan(1e-3 * Math.abs(sum / count) + 1e-5)
    }
  })
})

test('a preview that is gone is made again at the next look, the same to the bit', async () => {
  await withHalley(scene, async (halley) => {
    const { path, tile } = await firstImage(halley)
    const bytes = readFileSync(path)
    rmSync(path)
    await Promise.all([imagePixels(halley, tile({})), imagePixels(halley, tile({ of: 'peak' }))])
    expect(readFileSync(path)).toEqual(bytes)
    expect(statSync(path).mode & 0o777).toBe(0o440)
    expect(valueOf(await checkStore(halley, { quick: false, repair: false })).findings).toEqual([])
  })
})

test('a file that is gone or another: its preview still shows, its pixels are refused by name', async () => {
  await withHalley(scene, async (halley) => {
    const { file, image, tile } = await firstImage(halley)
    const before = valueOf(await imagePixels(halley, tile({})))
    const codeOf = async () => {
      const read = await imagePixels(halley, tile({ factor: 1 }))
      return read.ok ? null : read.fault.code
    }
    const stateOf = async () => {
      const { files } = valueOf(await showImage(halley, { run: 'smc', version: undefined, imageNumber: image.number }))
      return files.find(({ role }) => role === 'image')?.state
    }
    expect([await codeOf(), await stateOf()]).toEqual([null, 'there'])
    renameSync(file, `${file}.away`)
    expect([await codeOf(), await stateOf()]).toEqual(['file.missing', 'missing'])
    expect(valueOf(await missingInputs(halley, valueOf(await findRun(halley, 'smc')), undefined)).length).toBe(1)
    expect(valueOf(await imagePixels(halley, tile({})))).toEqual(before)
    const { zscale } = valueOf(await imageLimits(halley, { ...tile({}), box: null }))
    expect(zscale.high).toBeGreaterThan(zscale.low)
    renameSync(`${file}.away`, file)
    const whole = readFileSync(file)
    truncateSync(file, whole.length - 2880)
    expect(await codeOf()).not.toBeNull()
    const other = scene.images.find(({ image: path }) => path !== file)
    renameSync(file, `${file}.away`)
    renameSync(other?.image ?? '', file)
    expect([await codeOf(), await stateOf()]).toEqual(['image.changed', 'changed'])
    expect(valueOf(await imagePixels(halley, tile({})))).toEqual(before)
  })
})

test('a purge counts the preview in its plan, removes it with the image, and nothing of another', async () => {
  await withHalley(scene, async (halley) => {
    const { path, image } = await firstImage(halley)
    const run = valueOf(await findRun(halley, 'smc'))
    const size = valueOf(await runSize(halley, run))
    const lmc = valueOf(await findRun(halley, 'lmc'))
    const kept = valueOf(await runImages(halley, lmc, undefined)).images.map(({ id }) => halley.store.paths.imagePreview(id))
    const previewBytes = statSync(path).size
    expect(size.imageBytes).toBeGreaterThan(previewBytes)
    for (const name of ['lmc', 'smc']) {
      const entryId = await trashRun(halley, name)
      const world = new World(halley.store)
      const plan = await planOf(world, { act: 'purge', entryIds: [entryId] })
      if (name === 'smc') expect(plan.goes.images.map(({ id }) => id)).toContain(image.id)
      const without = existsSync(path) ? { path, bytes: readFileSync(path) } : null
      if (name === 'smc' && without) {
        rmSync(path)
        const lighter = await planOf(world, { act: 'purge', entryIds: [entryId] })
        expect(plan.goes.bytes - lighter.goes.bytes).toBe(without.bytes.length)
      }
      await purgeEntry(halley, entryId)
      if (name === 'lmc') expect(kept.every((each) => existsSync(each))).toBe(true)
    }
    expect(existsSync(join(halley.store.paths.image(image.id)))).toBe(false)
    expect(kept.some((each) => existsSync(each))).toBe(false)
  })
})
