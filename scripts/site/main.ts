import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')
const stampPath = join(root, 'site', '.built')

/** What the site is made from: its own files, what it shares with the server, and the packages. */
const sources = ['src/web', 'src/app/contract', 'src/lifecycle', 'vite.config.ts', 'package-lock.json']

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

/** Builds the site into `site/`, unless what is there was made from the same sources. */
async function buildSite(): Promise<void> {
  const stamp = stampOfSources()
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === stamp) return
  const { build } = await import('vite')
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' })
  writeFileSync(stampPath, stamp)
}

await buildSite()
