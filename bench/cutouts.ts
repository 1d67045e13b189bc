import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeHalley, openHalley, type Halley } from '../src/app/halley.ts'
import { processTarget } from '../src/app/runs/processTarget.ts'
import { openSession } from '../src/app/sessions/openSession.ts'
import { sessionCookie } from '../src/doors/http/sessions/sessionCookie.ts'
import { startServing } from '../tests/site/harness/serving.ts'
import { expectValue } from './detections.ts'
import { makeLargeImage, type LargeImage } from './largeImage.ts'
import { count, megabytes, printTable, type Target } from './report.ts'

const edge = 14_000
const sizeArcsec = 120
const repeats = 41
const mostMs = 50

interface Timed {
  readonly what: string
  readonly medianMs: number
  readonly longestMs: number
  readonly firstMs: number
}

async function processOne(halley: Halley, name: string, image: string, { catalogue, noise }: LargeImage, folder: string): Promise<void> {
  const target = join(folder, `${name}.yaml`)
  const inputs = `inputs:\n  image:\n    - ${image}\n  selavy:\n    - ${catalogue}\n  noise:\n    - ${noise}\n`
  writeFileSync(target, `${inputs}source_monitoring:\n  monitor: False\n`)
  const request = { target, name, workers: 2, fullRerun: false, debug: false }
  expectValue(await processTarget(halley, { ...request, signal: new AbortController().signal, onProgress: () => {} }))
}

/** Places all over the image, each another. */
function placeOf({ centreRaDeg, centreDecDeg, pixelArcsec }: LargeImage, repeat: number) {
  const reach = ((edge / 2) * pixelArcsec * 0.9) / 3600
  const [east, north] = [2 * ((repeat * 0.618) % 1) - 1, 2 * ((repeat * 0.755) % 1) - 1]
  const dec = centreDecDeg + north * reach * 0.7
  return { ra: centreRaDeg + (east * reach * 0.7) / Math.cos((dec * Math.PI) / 180), dec }
}

interface Asked {
  readonly what: string
  readonly run: string
  readonly image: number
  readonly query: string
}

async function time(address: string, cookie: string, image: LargeImage, { what, run, image: number, query }: Asked): Promise<Timed> {
  const tookMs: number[] = []
  for (let repeat = 0; repeat < repeats; repeat++) {
    const { ra, dec } = placeOf(image, repeat)
    const url = `${address}/api/runs/${run}/images/${number}/cutout?ra=${ra}&dec=${dec}&size=${sizeArcsec}&${query}`
    const start = performance.now()
    const response = await fetch(url, { headers: { cookie } })
    const bytes = await response.arrayBuffer()
    tookMs.push(performance.now() - start)
    if (!response.ok || bytes.byteLength < 1000)
      throw new Error(`${url}: ${response.status} ${Buffer.from(bytes).toString('utf8', 0, 300)}`)
  }
  const [firstMs] = tookMs
  const sorted = tookMs.toSorted((a, b) => a - b)
  return { what, medianMs: sorted[repeats >> 1], longestMs: sorted[repeats - 2], firstMs }
}

async function imageNumber(address: string, cookie: string, run: string): Promise<number> {
  const response = await fetch(`${address}/api/sky/footprints?run=${run}`, { headers: { cookie } })
  const { images } = (await response.json()) as { readonly images: readonly { readonly number: number }[] }
  return images[0].number
}

async function measure(halley: Halley, folder: string): Promise<Target[]> {
  const image = await makeLargeImage(folder, edge)
  const runs = [
    { name: 'plain', path: image.plain, words: 'plain' },
    ...(image.compressed === null ? [] : [{ name: 'rice', path: image.compressed, words: 'compressed by Rice' }]),
  ]
  for (const { name, path } of runs) await processOne(halley, name, path, image, folder)
  const serving = await startServing(halley.store.paths.home, ['--api-only'], { HALLEY_ROOTS: `images=${folder}` })
  try {
    const { secret } = await openSession(halley.store, halley.user.id, 'bench', halley.now())
    const cookie = `${sessionCookie}=${secret}`
    const timed: Timed[] = []
    for (const { name, words } of runs) {
      const number = await imageNumber(serving.address, cookie, name)
      const asked = { run: name, image: number }
      timed.push(await time(serving.address, cookie, image, { ...asked, what: `${words}, as FITS`, query: 'format=fits' }))
      const drawn = 'grid=true&beam=true&shapes=true'
      timed.push(
        await time(serving.address, cookie, image, { ...asked, what: `${words}, as PNG with lines, beam and shapes`, query: drawn }),
      )
    }
    printTable(
      `A cut-out of ${sizeArcsec}" from an image of ${count(edge)} x ${count(edge)} pixels (${runs.map(({ path, words }) => `${words} ${megabytes(statSync(path).size)}`).join(', ')}), by the API of the server`,
      ['', 'median, ms', 'longest but one, ms', 'the first, ms'],
      timed.map(({ what, medianMs, longestMs, firstMs }) => [what, ...[medianMs, longestMs, firstMs].map((ms) => ms.toFixed(1))]),
    )
    return timed.map(({ what, medianMs }) => {
      return { what: `Cut-out: ${what}`, wanted: `< ${mostMs} ms`, measured: `${medianMs.toFixed(1)} ms`, isMet: medianMs < mostMs }
    })
  } finally {
    await serving.stop()
  }
}

/** Times cut-outs from a large image, plain and compressed, as the server gives them out. */
export async function benchCutOuts(): Promise<Target[]> {
  const folder = mkdtempSync(join(tmpdir(), 'halley-bench-'))
  const survey = join(folder, 'images')
  mkdirSync(survey)
  const halley = expectValue(await openHalley({ environment: {}, home: join(folder, 'home') }))
  try {
    return await measure(halley, survey)
  } finally {
    await closeHalley(halley)
    rmSync(folder, { recursive: true, force: true })
  }
}
