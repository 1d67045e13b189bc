// A server for a team reads files inside its roots alone, whatever a configuration names, and whenever it was named.
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { OperationView } from '../../src/app/contract/operation.ts'
import { closeHalley, openHalley, type Halley } from '../../src/app/halley.ts'
import { runWorker } from '../../src/app/operations/runWorker.ts'
import { processRun } from '../../src/app/process/processRun.ts'
import { createRun } from '../../src/app/runs/createRun.ts'
import { findRun } from '../../src/app/runs/findRun.ts'
import { openWithin } from '../../src/store/files/openWithin.ts'
import { enter } from '../operations/operating.ts'
import { makeSurvey, valueOf, writeConfig, type SurveyImage } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { openApi, type Answered, type OpenApi } from './openApi.ts'

const folder = temporaryFolder()
const [inside, outside] = [join(folder, 'survey'), join(folder, 'elsewhere')]
let halley: Halley
let ann: Halley
let server: OpenApi
let cookie: string
let images: readonly SurveyImage[]

/** The survey that lies elsewhere, by the same names. */
function moved(some: readonly SurveyImage[]): SurveyImage[] {
  return some.map((image) => JSON.parse(JSON.stringify(image).replaceAll(inside, outside)) as SurveyImage)
}

function configOf(some: readonly SurveyImage[]): string {
  return readFileSync(writeConfig(join(folder, 'config.yaml'), some, { settings: 'source_monitoring:\n  monitor: False\n' }), 'utf8')
}

function post(path: string, body: object): Promise<Answered> {
  return server.ask('POST', path, { cookie, body })
}

function make(name: string, configText: string): Promise<Answered> {
  return post('/api/runs', { name, configText })
}

async function submit(name: string): Promise<string> {
  const { status, reply, text } = await post(`/api/runs/${name}/process`, {})
  expect([status, text]).toEqual([202, expect.any(String)])
  return (reply as { operation: OperationView }).operation.id
}

function codes({ reply }: Answered): readonly string[] {
  return (reply as { problems: { code: string }[] }).problems.map(({ code }) => code)
}

/** The file that another takes the place of. */
function swapped(): string {
  return images[1].image
}

/** A run of images inside the roots, whose processing waits. */
async function queued(name: string): Promise<string> {
  expect((await make(name, configOf(images.slice(0, 2)))).status).toBeLessThan(300)
  return submit(name)
}

async function work(): Promise<void> {
  const signal = new AbortController().signal
  valueOf(await runWorker(halley, { once: true, pollMs: 10, queues: ['processing'], threads: 1, signal, tell: () => {} }))
}

async function endOf(operationId: string): Promise<Pick<OperationView, 'state'> & { readonly text: string }> {
  const { reply, text } = await server.ask('GET', `/api/operations/${operationId}`, { cookie })
  return { state: (reply as OperationView).state, text }
}

beforeAll(async () => {
  halley = valueOf(await openHalley({ environment: {}, home: join(folder, 'home') }))
  images = await makeSurvey(inside, { epochs: 3 })
  await makeSurvey(outside, { epochs: 3, seed: 'elsewhere' })
  ann = await enter(halley.store, 'ann')
  server = await openApi(halley)
  cookie = await server.signIn(ann.user.id)
})
afterAll(async () => {
  await server.close()
  await closeHalley(halley)
})
beforeEach(() => vi.stubEnv('HALLEY_ROOTS', `survey=${inside}`))
afterEach(() => vi.unstubAllEnvs())

describe('a configuration that names files outside of the roots', () => {
  const link = join(inside, 'way-out')

  test('is refused with the roots that there are and who sets them, and no run is made of it', async () => {
    const refused = await make('far', configOf(moved(images)))
    expect([refused.status, refused.code]).toEqual([403, 'root.outside'])
    expect(refused.text).toContain(`survey (${inside})`)
    expect(refused.text).toContain('HALLEY_ROOTS')
    expect((await server.ask('GET', '/api/runs/far', { cookie })).status).toBe(404)
  })

  test('is refused in every form: one file among many, a pattern, a link of a file or of a folder, .., home', async () => {
    symlinkSync(outside, link)
    const linked = join(inside, 'linked.fits')
    symlinkSync(moved(images)[0].image, linked)
    const texts = [
      configOf([...images.slice(0, 2), ...moved(images.slice(2))]),
      configOf([images[0], { ...images[1], image: linked }]),
      configOf(images.map((image) => JSON.parse(JSON.stringify(image).replaceAll(inside, link)) as SurveyImage)),
      configOf(images.map((image) => JSON.parse(JSON.stringify(image).replaceAll(inside, `${inside}/../elsewhere`)) as SurveyImage)),
      `inputs:\n  image: {glob: "${outside}/**/*.fits"}\n`,
      `inputs:\n  image: {glob: "${inside}/*/../../elsewhere/*"}\n`,
      `inputs:\n  image: {glob: "{${inside},/etc}/*"}\n`,
      `inputs:\n  image: {glob: "${inside}/way-out/*"}\n`,
      `inputs:\n  image: {glob: "${inside}/linked*"}\n`,
      'inputs:\n  image: ["/etc/passwd"]\n',
      'inputs:\n  image: ["~/secret.fits"]\n',
      'inputs:\n  image: ["secret.fits"]\n',
      'inputs:\n  image: {1: ["/etc/passwd"]}\n',
    ]
    for (const text of texts) expect([text, (await make('far', text)).code]).toEqual([text, 'root.outside'])
    rmSync(link)
    rmSync(linked)
  })

  test('does not become the draft of a run, by an edit or a copy', async () => {
    expect((await make('near', configOf(images.slice(0, 2)))).status).toBeLessThan(300)
    const { hash } = (await server.ask('GET', '/api/runs/near/draft', { cookie })).reply as { hash: string }
    const saved = await server.ask('PUT', '/api/runs/near/draft', { cookie, body: { text: configOf(moved(images)), basedOn: hash } })
    expect([saved.status, saved.code]).toEqual([403, 'root.outside'])
    const kept = await server.ask('PUT', '/api/runs/near/draft', { cookie, body: { text: 'inputs: [', basedOn: hash } })
    expect(kept.status).toBe(200)
    valueOf(await createRun(ann, { name: 'by-a-command', configText: configOf(moved(images)) }))
    const copied = await post('/api/runs/by-a-command/copy', { newName: 'copied', changes: [] })
    expect([copied.status, copied.code]).toEqual([403, 'root.outside'])
  })

  test('is told at its lines before a run is made of it, and nothing of what is there', async () => {
    const checked = await post('/api/configurations/check', { configText: configOf(moved(images)), isThorough: true })
    expect(checked.text).toContain('config.file-outside')
    expect(checked.text).toContain(`survey (${inside})`)
    const missing = await post('/api/configurations/check', {
      configText: configOf(moved(images)).replaceAll('.fits', '.none'),
      isThorough: true,
    })
    expect(new Set(codes(missing))).toEqual(new Set(codes(checked)))
  })

  test('of a run that a command made may not be processed through the server, and may be by a command', async () => {
    const name = 'of-a-command'
    valueOf(await createRun(ann, { name, configText: configOf(moved(images)) }))
    const preview = await server.ask('GET', `/api/runs/${name}/processing`, { cookie })
    expect(preview.reply).toMatchObject({ kind: 'invalid' })
    const refused = await post(`/api/runs/${name}/process`, {})
    expect([refused.status, refused.code]).toEqual([400, 'config.invalid'])
    expect(refused.text).toContain('HALLEY_ROOTS')
    const signal = new AbortController().signal
    valueOf(await processRun(ann, valueOf(await findRun(ann, name)), { workers: 1, debug: false, signal, onProgress: () => {} }))
  })
})

test('where no roots are named nothing may be, and that is said', async () => {
  vi.stubEnv('HALLEY_ROOTS', '')
  const refused = await make('none', configOf(images))
  expect([refused.status, refused.code]).toEqual([403, 'root.outside'])
  expect(refused.text).toContain('No folder of images is open here')
  expect((await server.ask('GET', '/api/files/roots', { cookie })).text).toContain('no run can be made of files here')
  expect((await make('empty', 'inputs: {}\n')).status).toBeLessThan(300)
})

describe('the worker', () => {
  test('processes what was asked for inside the roots', async () => {
    const operation = await queued('fine')
    await work()
    expect((await endOf(operation)).state).toBe('completed')
  })

  test('refuses a file that was swapped for a link that leads out, after it was asked for', async () => {
    const operation = await queued('swapped')
    renameSync(swapped(), `${swapped()}.kept`)
    symlinkSync(moved(images)[1].image, swapped())
    await work()
    const { state, text } = await endOf(operation)
    expect([state, text]).toEqual(['failed', expect.stringContaining('outside of the folders that are open')])
    rmSync(swapped())
    renameSync(`${swapped()}.kept`, swapped())
  })

  test('refuses what was asked for when other folders were open, by the roots of its own host', async () => {
    const operation = await queued('closed')
    mkdirSync(join(folder, 'other'), { recursive: true })
    vi.stubEnv('HALLEY_ROOTS', join(folder, 'other'))
    await work()
    expect((await endOf(operation)).state).toBe('failed')
  })

  test('takes an operation that does not say through what it was asked for as one of the server', async () => {
    valueOf(await createRun(ann, { name: 'old', configText: configOf(images.slice(0, 2)) }))
    const operation = await submit('old')
    const { catalogue } = halley.store
    const { request } = await catalogue.selectFrom('operations').select('request').where('id', '=', operation).executeTakeFirstOrThrow()
    expect(JSON.parse(request)).toMatchObject({ door: 'server' })
    const { door: _, ...older } = JSON.parse(request) as Record<string, unknown>
    await catalogue
      .updateTable('operations')
      .set({ request: JSON.stringify(older) })
      .where('id', '=', operation)
      .execute()
    vi.stubEnv('HALLEY_ROOTS', '')
    await work()
    expect((await endOf(operation)).state).toBe('failed')
  })
})

test('a file is looked at once more when it is open: what a path led to a moment ago does not count', async () => {
  const roots = [{ name: 'survey', path: inside }]
  const [path, secret] = [join(inside, 'turning.fits'), join(outside, 'secret.fits')]
  writeFileSync(secret, 'secret')
  let [read, refused] = [0, 0]
  for (let turn = 0; turn < 400; turn++) {
    rmSync(path, { force: true })
    writeFileSync(path, 'open')
    const opening = openWithin(path, roots)
    const swap = (async () => {
      for (let wait = 0; wait < turn % 8; wait++) await Promise.resolve()
      await new Promise((resolve) => setImmediate(resolve))
      rmSync(path)
      symlinkSync(secret, path)
    })()
    await opening
      .then(async (file) => {
        expect((await file.readFile()).toString()).toBe('open')
        await file.close()
        read++
      })
      .catch((error: Error) => {
        expect(error.message).not.toContain("expected 'secret'")
        refused++
      })
    await swap
  }
  expect(read + refused).toBe(400)
})

test('a cut-out of an image in a root is not read from elsewhere, where a link has taken its place', async () => {
  const listed = (await server.ask('GET', '/api/runs/fine/images', { cookie })).reply as {
    images: readonly { number: number; raDeg: number; decDeg: number; name: string }[]
  }
  const [{ number, raDeg, decDeg, name }] = listed.images
  const path = images.map(({ image }) => image).find((each) => each.endsWith(name)) ?? ''
  const ask = () => server.ask('GET', `/api/runs/fine/images/${number}/cutout?ra=${raDeg}&dec=${decDeg}&size=60`, { cookie })
  expect((await ask()).status).toBe(200)
  const unseen = join(outside, 'unseen.fits')
  cpSync(path, unseen)
  renameSync(path, `${path}.kept`)
  symlinkSync(unseen, path)
  const refused = await ask()
  expect([refused.status, refused.code]).toEqual([403, 'file.outside'])
  rmSync(path)
  renameSync(`${path}.kept`, path)
  expect((await ask()).status).toBe(200)
})
