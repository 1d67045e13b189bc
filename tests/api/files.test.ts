// The file picker over HTTP: whatever is asked, nothing outside of the roots is told of.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { CheckedConfiguration } from '../../src/app/contract/checkedConfiguration.ts'
import type { FolderListing, MatchedImages, RootList } from '../../src/app/contract/inputFiles.ts'
import { makeStorePlace, type StorePlace } from '../catalogue/eachStore.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { World } from '../trash/world.ts'
import { openApi, type Answered, type OpenApi } from './openApi.ts'

const folder = temporaryFolder()
const [data, outside] = [join(folder, 'data'), join(folder, 'outside')]
const secret = 'secret-image.fits'
let place: StorePlace
let server: OpenApi
let cookie: string

function put(path: string): void {
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, 'x')
}

beforeAll(async () => {
  for (const epoch of ['epoch01', 'epoch02', 'epoch10']) {
    for (const name of [
      'image.i.A.SB1.fits',
      'noiseMap.image.i.A.SB1.fits',
      'meanMap.image.i.A.SB1.fits',
      'selavy-image.i.A.SB1.components.txt',
    ])
      put(join(data, epoch, name.replace('SB1', epoch)))
  }
  put(join(data, 'epoch02', '.hidden.fits'))
  put(join(data, 'alone', 'lonely.fits'))
  put(join(outside, secret))
  put(join(folder, 'data-too', secret))
  symlinkSync(outside, join(data, 'way-out'))
  symlinkSync(join(outside, secret), join(data, 'epoch01', 'linked.fits'))
  symlinkSync(join(data, 'epoch01'), join(data, 'alone', 'inside-link'))
  symlinkSync(data, join(data, 'alone', 'circle'))
  place = await makeStorePlace('SQLite')
  const { ada, ann } = await World.make(await place.open())
  server = await openApi(ada)
  cookie = await server.signIn(ann.user.id)
})
afterAll(async () => {
  await server.close()
  await place.remove()
})
beforeEach(() => vi.stubEnv('HALLEY_ROOTS', `survey=${data}`))
afterEach(() => vi.unstubAllEnvs())

function browse(path: string, more = ''): Promise<Answered> {
  return server.ask('GET', `/api/files/folder?root=survey&path=${encodeURIComponent(path)}${more}`, { cookie })
}

function namesOf({ reply }: Answered): string[] {
  return (reply as FolderListing).entries.map(({ name }) => name)
}

function match(...paths: readonly string[]): Promise<Answered> {
  return server.ask('POST', '/api/files/match', { cookie, body: { paths } })
}

describe('the picker', () => {
  test('lists the folders of a root as people count, without hidden files and ways out', async () => {
    expect(namesOf(await browse(''))).toEqual(['alone', 'epoch01', 'epoch02', 'epoch10'])
    const names = namesOf(await browse('epoch02'))
    expect(names).toHaveLength(4)
    expect(namesOf(await browse('epoch01'))).not.toContain('linked.fits')
    expect(namesOf(await browse('alone'))).toContain('inside-link')
    expect(namesOf(await browse('alone/inside-link'))).toContain('image.i.A.epoch01.fits')
  })

  test('filters by name, and says what each file is', async () => {
    const { entries } = (await browse('epoch01', '&q=NOISE')).reply as FolderListing
    expect(entries).toMatchObject([{ name: 'noiseMap.image.i.A.epoch01.fits', role: 'noise', kind: 'file', bytes: 1 }])
  })

  test('never leaves the roots: not by .., an absolute path, a zero byte, a link, or a root that is none', async () => {
    const asked = [
      '..',
      '../outside',
      'epoch01/../../outside',
      '/etc',
      outside,
      'epoch01\0',
      'way-out',
      'way-out/..',
      '../data-too',
      'epoch01/..%2f..',
    ]
    for (const path of asked) {
      const { status, text } = await browse(path)
      expect([path, status]).toEqual([path, expect.toSatisfy((code: number) => [400, 403, 404].includes(code))])
      expect(text).not.toContain(secret)
    }
    expect((await server.ask('GET', '/api/files/folder?root=%2F&path=etc', { cookie })).status).toBe(400)
    expect((await browse('no-such-folder')).code).toBe('file.missing')
    expect((await browse('epoch01/image.i.A.epoch01.fits')).code).toBe('file.type')
  })

  test('is for who has signed in', async () => {
    expect((await server.ask('GET', '/api/files/roots')).status).toBe(401)
    expect((await server.ask('GET', '/api/files/folder?root=survey')).status).toBe(401)
  })

  test('has the roots that the host names; a server that names none opens none', async () => {
    const { reply } = await server.ask('GET', '/api/files/roots', { cookie })
    expect((reply as RootList).roots).toEqual([{ root: 'survey', path: '', absolutePath: data }])
    vi.stubEnv('HALLEY_ROOTS', '')
    expect((await server.ask('GET', '/api/files/roots', { cookie })).code).toBe('root.none')
    expect((await browse('')).code).toBe('root.none')
    vi.stubEnv('HALLEY_ROOTS', 'relative/folder')
    expect((await browse('')).code).toBe('root.setting')
  })
})

describe('matching by name', () => {
  test('finds the catalogue and the maps of each image of a folder, and looks into a circle of links once', async () => {
    const { images } = (await match(data)).reply as MatchedImages
    expect(images.map(({ image }) => image.slice(data.length + 1))).toEqual([
      'alone/lonely.fits',
      'epoch01/image.i.A.epoch01.fits',
      'epoch02/image.i.A.epoch02.fits',
      'epoch10/image.i.A.epoch10.fits',
    ])
    const lonely = images.find(({ image }) => image.endsWith('lonely.fits'))
    expect(lonely).toMatchObject({ selavy: null, noise: null, background: null })
    for (const image of images.filter((each) => each !== lonely)) expect(Object.values(image)).not.toContain(null)
  })

  test('finds what lies beside an image, and the image of a map', async () => {
    const image = join(data, 'epoch10', 'image.i.A.epoch10.fits')
    expect(((await match(image)).reply as MatchedImages).images).toMatchObject([
      { image, noise: join(data, 'epoch10', 'noiseMap.image.i.A.epoch10.fits') },
    ])
    expect(((await match(join(data, 'epoch10', 'noiseMap.image.i.A.epoch10.fits'))).reply as MatchedImages).images).toMatchObject([
      { image },
    ])
  })

  test('takes nothing from outside of the roots', async () => {
    for (const path of [
      outside,
      join(outside, secret),
      join(data, 'way-out'),
      join(data, 'epoch01', 'linked.fits'),
      join(data, '..', 'outside'),
      'epoch01',
      '/etc/passwd',
      `${data}\0`,
    ]) {
      const { status, text } = await match(path)
      expect([path, status]).toEqual([path, expect.toSatisfy((code: number) => code === 400 || code === 403)])
      expect(text).not.toContain('"images"')
    }
  })
})

function files(...names: readonly string[]) {
  return { kind: 'files', files: names }
}

function glob(pattern: string) {
  return { kind: 'glob', patterns: [join(data, pattern)] }
}

describe('a configuration over HTTP', () => {
  test('comes with what it makes of patterns, and with every problem at its line', async () => {
    const inputs = { image: glob('epoch*/image*.fits'), selavy: glob('epoch*/selavy*'), noise: glob('epoch*/noise*'), background: null }
    const body = { name: 'lmc', inputs, settings: [{ setting: 'source_association.radius', value: '15' }] }
    const { reply } = await server.ask('POST', '/api/configurations', { cookie, body })
    const { configText, images, problems } = reply as CheckedConfiguration
    expect(configText).toContain('  radius: 15')
    expect(problems).toEqual([])
    expect(images?.map(({ imagePath }) => imagePath.slice(data.length + 1, data.length + 8))).toEqual(['epoch01', 'epoch02', 'epoch10'])
    const monitored = await server.ask('POST', '/api/configurations', {
      cookie,
      body: { ...body, settings: [{ setting: 'source_monitoring.monitor', value: 'true' }] },
    })
    expect((monitored.reply as CheckedConfiguration).problems).toMatchObject([{ code: 'config.background', severity: 'error' }])
    expect(
      (await server.ask('POST', '/api/configurations', { cookie, body: { ...body, settings: [{ setting: 'no.such', value: '1' }] } })).code,
    ).toBe('config.change')
  })

  test('does not tell what is outside of the roots from what is not there', async () => {
    const ask = async (path: string) => {
      const inputs = { image: files(path), selavy: files(path), noise: files(path), background: null }
      const { reply } = await server.ask('POST', '/api/configurations', { cookie, body: { inputs } })
      return (reply as CheckedConfiguration).problems
        .filter(({ code }) => code.startsWith('config.file-') && code !== 'config.file-twice')
        .map(({ code }) => code)
    }
    const outsideCodes = Array.from({ length: 3 }, () => 'config.file-outside')
    expect(await ask(join(outside, secret))).toEqual(outsideCodes)
    expect(await ask(join(outside, 'no-such.fits'))).toEqual(outsideCodes)
    expect(await ask(join(data, 'epoch01', 'linked.fits'))).toEqual(outsideCodes)
    expect(await ask(join(data, 'no-such.fits'))).not.toContain('config.file-outside')
    const text = `inputs:\n  image:\n    glob: ${outside}/*\n`
    const globbed = await server.ask('POST', '/api/configurations/check', { cookie, body: { configText: text } })
    expect(globbed.text).not.toContain(secret)
    expect(globbed.text).toContain('config.file-outside')
  })
})
