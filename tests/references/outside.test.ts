import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allowOutside } from '../../src/app/outside/outsideSetting.ts'
import { resolveName } from '../../src/app/outside/resolveName.ts'
import { showOutside } from '../../src/app/outside/showOutside.ts'
import { valueOf } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { makeScene, type Scene, withHalley } from '../samples/scene.ts'

const folder = temporaryFolder()
let scene: Scene
let server: Server
/** What the services were asked, in order. */
const asked: URL[] = []
const question = { run: 'lmc', source: 1, version: undefined }

const ned = `<?xml version="1.0"?><VOTABLE><RESOURCE><TABLE><FIELD name="Object Name" ID="main_col2" datatype="char" arraysize="*"/>
<FIELD name="RA(deg)" ID="main_col3" datatype="double"/><FIELD name="DEC(deg)" ID="main_col4" datatype="double"/><FIELD name="Type" ID="main_col5" datatype="char" arraysize="*"/>
<DATA><TABLEDATA><TR><TD>WISEA J1</TD><TD>RA</TD><TD>DEC</TD><TD>IrS</TD></TR></TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>`

function answer(url: URL): { readonly status: number; readonly text: string } {
  if (url.pathname === '/simbad') {
    const [, ra, dec] = /CIRCLE\('ICRS', ([\d.]+), (-?[\d.]+)/.exec(url.searchParams.get('query') ?? '') ?? []
    return { status: 200, text: JSON.stringify({ metadata: [], data: [['PSR  J0', 'Psr', Number(ra), Number(dec) + 2 / 3600]] }) }
  }
  if (url.pathname === '/ned') {
    const [ra, dec] = ['lon', 'lat'].map((key) => url.searchParams.get(key)?.replace('d', '') ?? '')
    return { status: 200, text: ned.replace('<TD>RA<', `<TD>${ra}<`).replace('<TD>DEC<', `<TD>${Number(dec) + 1 / 3600}<`) }
  }
  if (url.pathname.startsWith('/sesame')) {
    const isKnown = decodeURIComponent(url.search.slice(1)) === 'Crab Nebula'
    return {
      status: 200,
      text: isKnown ? '# Crab Nebula\n%C.0 SNR\n%J 083.633210 +22.014460 = 05:34:31.97 +22:00:52.1\n' : '#! *** Nothing found *** \n',
    }
  }
  return { status: 503, text: 'away' }
}

beforeAll(async () => {
  scene = await makeScene(folder)
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    asked.push(url)
    const { status, text } = answer(url)
    response.writeHead(status).end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  process.env['HALLEY_SIMBAD_URL'] = `${base}/simbad`
  process.env['HALLEY_NED_URL'] = `${base}/ned`
  process.env['HALLEY_SESAME_URL'] = `${base}/sesame`
})

afterAll(() => {
  for (const name of ['SIMBAD', 'NED', 'SESAME']) delete process.env[`HALLEY_${name}_URL`]
  server.close()
})

test('nobody is asked unless an administrator allowed it', async () => {
  await withHalley(scene, async (halley) => {
    expect(valueOf(await showOutside(halley, question))).toMatchObject({ isAllowed: false, objects: [] })
    expect(await resolveName(halley, 'Crab Nebula')).toMatchObject({ ok: false, fault: { code: 'outside.forbidden' } })
    expect(asked).toEqual([])
  })
})

test('allowed, the objects of both services come nearest first, and are asked for once', async () => {
  await withHalley(scene, async (halley) => {
    valueOf(await allowOutside(halley, true))
    const found = valueOf(await showOutside(halley, question))
    expect(found.faults).toEqual([])
    expect(found.objects).toMatchObject([
      { service: 'NED', name: 'WISEA J1', type: 'IrS' },
      { service: 'SIMBAD', name: 'PSR J0', type: 'Psr' },
    ])
    expect(found.objects.map(({ separationArcsec }) => Math.round(separationArcsec * 100) / 100)).toEqual([1, 2])
    expect(asked).toHaveLength(2)
    expect(valueOf(await showOutside(halley, question))).toEqual(found)
    expect(asked).toHaveLength(2)
  })
})

test('a name has its position, and one that nobody knows is told as such', async () => {
  await withHalley(scene, async (halley) => {
    valueOf(await allowOutside(halley, true))
    expect(valueOf(await resolveName(halley, 'Crab Nebula'))).toEqual({ name: 'Crab Nebula', raDeg: 83.63321, decDeg: 22.01446 })
    expect(await resolveName(halley, 'no such thing')).toMatchObject({ ok: false, fault: { code: 'outside.notFound' } })
  })
})

test('a service that is away is named, and the other still answers', async () => {
  await withHalley(scene, async (halley) => {
    valueOf(await allowOutside(halley, true))
    const known = process.env['HALLEY_NED_URL'] ?? ''
    process.env['HALLEY_NED_URL'] = known.replace('/ned', '/away')
    const found = valueOf(await showOutside(halley, { ...question, source: 2 }))
    process.env['HALLEY_NED_URL'] = known
    expect(found.objects.map(({ service }) => service)).toEqual(['SIMBAD'])
    expect(found.faults).toEqual([{ service: 'NED', message: 'NED: expected an answer, found status 503.' }])
  })
})
