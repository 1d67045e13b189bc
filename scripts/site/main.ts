import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')
const site = join(root, 'site')
const stampPath = join(site, '.built')

/** What the site is made from: its own files, what it shares with the server, and the packages. */
const sources = ['src/web', 'src/app/contract', 'src/lifecycle', 'src/charts', 'src/sky', 'vite.config.ts', 'package-lock.json']

/** How long files of earlier builds stay: pages that were open before load their parts from them. */
const EARLIER_MS = 86_400_000

function filesOf(path: string): string[] {
  const whole = join(root, path)
  if (!statSync(whole).isDirectory()) return [path]
  return readdirSync(whole, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((file) => statSync(join(root, file)).isFile())
    .sort()
}

function stampOfSources(): string {
  const hash = createHash('sha256')
  for (const file of sources.flatMap(filesOf))
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  return hash.digest('hex')
}

function isOld(path: string): boolean {
  const status = statSync(path, { throwIfNoEntry: false })
  return status !== undefined && Date.now() - status.mtimeMs > EARLIER_MS
}

/** Puts a build in place: its parts first, then the page that names them. Servers and other builds may be at it meanwhile. */
function putInPlace(built: string): void {
  const assets = join(site, 'assets')
  mkdirSync(assets, { recursive: true })
  const names = readdirSync(join(built, 'assets'))
  for (const name of names) renameSync(join(built, 'assets', name), join(assets, name))
  for (const name of readdirSync(built)) if (name !== 'assets') renameSync(join(built, name), join(site, name))
  const earlier = readdirSync(assets).filter((name) => !names.includes(name) && isOld(join(assets, name)))
  for (const name of earlier) rmSync(join(assets, name), { force: true })
}

/** Builds the site into `site/`, unless what is there was made from the same sources. */
async function buildSite(): Promise<void> {
  const stamp = stampOfSources()
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === stamp) return
  const { build } = await import('vite')
  mkdirSync(site, { recursive: true })
  const built = mkdtempSync(join(site, '.building-'))
  try {
    await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn', build: { outDir: built } })
    putInPlace(built)
    writeFileSync(stampPath, stamp)
  } finally {
    rmSync(built, { recursive: true, force: true })
  }
}

await buildSite()
