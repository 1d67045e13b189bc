import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { root } from '../step.ts'
import { dumpCatalogue } from './dumpCatalogue.ts'
import { packFiles } from './packFiles.ts'

/* Keeps a small store as the Halley of one schema makes it, for the tests of upgrades: once for each schema, with the code
   of that time. Such a store is never made again. */

/** What is done to the store, by the commands that a Halley of the schema has. */
interface Deed {
  /** The first schema with such a command. */
  readonly since: number
  readonly args: readonly string[]
}

function deeds(two: string, three: string): readonly Deed[] {
  return [
    { since: 1, args: ['process', two, '--name', 'lmc'] },
    { since: 1, args: ['process', three, '--name', 'lmc'] },
    { since: 1, args: ['process', two, '--name', 'smc'] },
    { since: 1, args: ['init', 'draft'] },
    { since: 3, args: ['process', two, '--name', 'old'] },
    { since: 3, args: ['delete', 'old', '--yes'] },
    { since: 3, args: ['user', 'add', 'bea'] },
    { since: 3, args: ['project', 'create', 'survey', '--description', 'All fields'] },
    { since: 3, args: ['project', 'add-member', 'survey', 'bea', '--role', 'editor'] },
    { since: 3, args: ['project', 'move-in', 'survey', 'smc'] },
    { since: 3, args: ['share', 'lmc', 'bea'] },
    { since: 3, args: ['sample', 'draw', 'bright', '--from', 'lmc', '--where', 'n_meas > 1'] },
    { since: 3, args: ['hold', 'add', 'lmc', '--reason', 'in the paper'] },
    { since: 6, args: ['comment', 'add', 'lmc', 'Epoch 2 has a bad beam'] },
    { since: 6, args: ['query', 'save', 'faint', '--query', 'n_meas < 2', '--run', 'lmc'] },
  ]
}

function halley(code: string, home: string, args: readonly string[]): void {
  const env = { PATH: process.env['PATH'], HALLEY_HOME: home }
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(code, 'src/doors/cli/main.ts'), ...args], { env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`./halley ${args.join(' ')}: exit code ${status}\n${stdout}${stderr}`)
}

/** A configuration over the first images of the survey. */
function configure(path: string, survey: string, images: number): string {
  const epochs = readdirSync(survey)
    .filter((name) => name.startsWith('epoch'))
    .toSorted()
    .slice(0, images)
  const kinds = { image: /^image.*fits$/, selavy: /^selavy/, noise: /^noiseMap/, background: /^meanMap/ }
  const found = (pattern: RegExp) =>
    epochs.map((epoch) => join(survey, epoch, readdirSync(join(survey, epoch)).find((name) => pattern.test(name)) ?? ''))
  const inputs = Object.entries(kinds).map(
    ([kind, pattern]) =>
      `  ${kind}:\n${found(pattern)
        .map((file) => `    - ${file}\n`)
        .join('')}`,
  )
  writeFileSync(path, `inputs:\n${inputs.join('')}source_monitoring:\n  monitor: True\n`)
  return path
}

/** Makes the store of the newest schema that the code has. @returns the folder where it is kept */
function keepStore(code: string): string {
  const schema = readdirSync(join(code, 'src/store/migrations')).length
  const to = join(root, 'tests/upgrades/stores', String(schema))
  const folder = mkdtempSync(join(tmpdir(), 'halley-upgrades-'))
  try {
    const [home, survey] = [join(folder, 'store'), join(folder, 'survey')]
    halley(code, home, ['simulate', survey, '--epochs', '3', '--size', '128', '--components', '10'])
    const [two, three] = [2, 3].map((images) => configure(join(folder, `${images}.yaml`), survey, images)) as [string, string]
    for (const { since, args } of deeds(two, three)) if (since <= schema) halley(code, home, args)
    mkdirSync(to)
    writeFileSync(join(to, 'catalogue.sql'), dumpCatalogue(join(home, 'catalogue.sqlite')))
    writeFileSync(join(to, 'files.json.gz'), packFiles(home))
    return to
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const { values } = parseArgs({ options: { code: { type: 'string', default: root } } })
process.stdout.write(`${keepStore(resolve(values.code))}\n`)
