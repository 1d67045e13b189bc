import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { makeSurvey, type SurveyImage, writeConfig } from '../process/survey.ts'
import { temporaryFolder } from '../process/temporaryFolder.ts'
import { halley, startHalley } from './runHalley.ts'

const folder = temporaryFolder()
const survey = join(folder, 'pilot')
/** A store with the run `pilot`, processed. */
const home = join(folder, 'home')
let images: readonly SurveyImage[]

beforeAll(async () => {
  images = await makeSurvey(survey)
  expect(await halley(home, 'process', survey)).toMatchObject({ exitCode: 0 })
})

/** The one JSON value that a command prints. */
function parsed(stdout: string): unknown {
  return JSON.parse(stdout)
}

const helps: readonly (readonly [command: string, usage: string, sentence: string])[] = [
  ['demo', 'Usage: ./halley demo [options]', 'Makes a small simulated survey once, processes it into a run'],
  ['init', 'Usage: ./halley init|initpiperun [options] <run>', 'Makes a run with a config.yaml in which every key has its default'],
  ['validate', 'Usage: ./halley validate [options] <target>', 'Reports all problems at once'],
  ['process', 'Usage: ./halley process|runpipeline [options] <target>', 'Processes a run into a new version'],
  ['status', 'Usage: ./halley status|debugrun [options] [runs...]', 'Shows what each run is doing'],
  ['ingest', 'Usage: ./halley ingest|ingestimages [options] [target]', 'Reads images, catalogues and noise maps into the store'],
  ['simulate', 'Usage: ./halley simulate [options] <folder>', 'Makes a synthetic radio survey in the real file formats'],
]

test.concurrent.each(helps)('%s --help says how it is used, with the exit codes', async (command, usage, sentence) => {
  const { exitCode, stdout, stderr } = await halley(home, command, '--help')
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  expect(stdout.split('\n')[0]).toBe(usage)
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(sentence)
  expect(stdout).toContain('Exit codes: 0 done, 1 a bug in Halley, 2 wrong command line')
  expect(stdout).not.toContain('default: false')
})

test('the help of all names every command, an example of each use and where things are kept', async () => {
  const { exitCode, stdout } = await halley(home, '--help')
  expect(exitCode).toBe(0)
  for (const [command] of helps) expect(stdout).toMatch(new RegExp(`^  ${command}[| ]`, 'm'))
  expect(stdout).toContain('./halley process ~/data/pilot')
  expect(stdout).toContain('HALLEY_HOME')
})

const wrongLines: readonly (readonly [args: readonly string[], says: RegExp])[] = [
  [[], /Usage: \.\/halley/],
  [['frobnicate'], /unknown command 'frobnicate'/],
  [['proces'], /Did you mean process\?/],
  [['process'], /missing required argument 'target'/],
  [['status', '--frobnicate'], /unknown option '--frobnicate'/],
  [['process', 'pilot', '--workers', 'many'], /--workers <n>.*expected a whole number from 1 on/],
  [['simulate', 'x', '--epochs', ''], /--epochs <n>.*expected a number/],
  [['simulate', 'x', '--preset', 'huge'], /Allowed choices are test, demo, benchmark/],
]

test.concurrent.each(wrongLines)('a wrong command line, %j, ends with 2 and says what is wrong', async (args, says) => {
  const { exitCode, stdout, stderr } = await halley(join(folder, 'untouched'), ...args)
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toMatch(says)
  expect(stderr).not.toMatch(/\n\s+at /)
})

test('processing prints progress on standard error and the outcome on standard output, without colours', async () => {
  const { exitCode, stdout, stderr } = await halley(join(folder, 'plain'), 'process', join(survey, 'config.yaml'), '--name', 'lmc')
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(
    /lmc is Completed: version 1, made in \d+\.\d s\.\n3 images, 132 detections, 44 forced fits, 60 sources, 10 new\.\nTables: \S+\/runs\/lmc\n/,
  )
  const stages = stderr
    .trim()
    .split('\n')
    .map((line) => line.split(/\s{2,}/)[0])
  expect(stages).toEqual(['ingest', 'association', 'coverage', 'forced fits', 'statistics', 'tables', 'publish'])
  expect(`${stdout}${stderr}`).not.toContain('\u001B')
})

test('with --json a command prints one JSON value on standard output and nothing else', async () => {
  const commands = [
    ['process', 'pilot'],
    ['status'],
    ['validate', 'pilot'],
    ['ingest', survey],
    ['init', 'empty'],
    ['simulate', join(folder, 'simulated'), '--epochs', '1', '--size', '96', '--components', '5'],
  ]
  const outcomes = []
  for (const args of commands) outcomes.push(await halley(home, ...args, '--json'))
  expect(outcomes.map(({ exitCode, stderr }) => ({ exitCode, stderr }))).toEqual(commands.map(() => ({ exitCode: 0, stderr: '' })))
  const [processed, status, validated, ingested, created, simulated] = outcomes.map(({ stdout }) => parsed(stdout))
  expect(processed).toMatchObject({
    runName: 'pilot',
    version: 1,
    unchanged: true,
    counts: { sources: 60 },
    directory: join(home, 'runs', 'pilot'),
  })
  expect(status).toContainEqual(expect.objectContaining({ name: 'pilot', work: 'completed', version: 1 }))
  expect(validated).toMatchObject({ imageCount: 3, report: { problems: [] } })
  expect(ingested).toEqual({ ingested: 0, known: 3, detections: 132 })
  expect(created).toMatchObject({ name: 'empty', configPath: join(home, 'runs', 'empty', 'config.yaml') })
  expect(simulated).toMatchObject({ images: 1 })
})

test('with --json a refusal is JSON too, with its exit code', async () => {
  const refusals = [
    { args: ['process', 'plot'], exitCode: 4, code: 'item.notFound' },
    { args: ['init', 'pilot'], exitCode: 5, code: 'run.nameTaken' },
    { args: ['init', 'two words'], exitCode: 3, code: 'run.name' },
    { args: ['validate', './nowhere.yaml'], exitCode: 4, code: 'file.missing' },
    { args: ['simulate', survey], exitCode: 5, code: 'directory.notEmpty' },
  ]
  for (const { args, exitCode, code } of refusals) {
    const outcome = await halley(home, ...args, '--json')
    expect(outcome).toMatchObject({ exitCode, stderr: '' })
    expect(parsed(outcome.stdout)).toMatchObject({ error: { code, message: expect.any(String), hint: expect.any(String) } })
  }
})

test('the names that VAST has for commands work', async () => {
  const store = join(folder, 'vast')
  expect(await halley(store, 'initpiperun', 'lmc', '--from', survey)).toMatchObject({ exitCode: 0 })
  expect(await halley(store, 'ingestimages', survey)).toMatchObject({
    exitCode: 0,
    stdout: '3 images ingested, 0 were known already, 132 detections in all.\n',
  })
  expect(await halley(store, 'runpipeline', 'lmc')).toMatchObject({ exitCode: 0 })
  const { exitCode, stdout } = await halley(store, 'debugrun', 'lmc')
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(
    /^run +status +version +images +detections +forced +sources +new +updated \(UTC\)\nlmc +Completed +1 +3 +132 +0 +60 +10 +20\d\d-/,
  )
})

test('init lists what it finds in a folder, and what it leaves out and why', async () => {
  const { stdout, exitCode } = await halley(home, 'init', 'found', '--from', survey, '--description', 'A pilot')
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(
    /found is Initialised\.\nConfiguration: \S+\/runs\/found\/config\.yaml\n3 images were found\.\nNext: \.\/halley validate found && \.\/halley process found\n/,
  )
  const draft = readFileSync(join(home, 'runs', 'found', 'config.yaml'), 'utf8')
  for (const { image, selavy, noise, background } of images)
    for (const path of [image, selavy, noise, background]) expect(draft).toContain(path)
  expect(parsed((await halley(home, 'status', 'found', '--json')).stdout)).toMatchObject([
    { work: 'initialised', version: null, description: 'A pilot' },
  ])
})

test('init --config takes a configuration along, its relative paths made absolute', async () => {
  const beside = join(folder, 'beside')
  mkdirSync(beside)
  const text = writeConfig(join(beside, 'config.yaml'), images, { settings: '# my own words\nsource_association: {radius: 7.5}\n' })
  writeFileSync(text, readFileSync(text, 'utf8').replaceAll(survey, '../pilot'))
  expect(await halley(home, 'init', 'copied', '--config', text)).toMatchObject({ exitCode: 0 })
  const draft = readFileSync(join(home, 'runs', 'copied', 'config.yaml'), 'utf8')
  expect(draft).toContain(images[0]?.image)
  expect(draft).toContain('# my own words')
  expect(draft).not.toContain('../pilot')
})

test.each([
  ['two words', 3, /"two words": expected letters, digits/],
  ['../out', 3, /"\.\.\/out": expected letters/],
  ['.hidden', 3, /"\.hidden": expected letters/],
  ['images', 3, /a name that Halley uses itself/],
  ['x'.repeat(65), 3, /at most 64/],
  ['pilot', 5, /Run name pilot: expected a name that no run has/],
])('init refuses the name %s and says why', async (name, exitCode, says) => {
  const outcome = await halley(home, 'init', name)
  expect(outcome).toMatchObject({ exitCode, stdout: '' })
  expect(outcome.stderr).toMatch(says)
})

test('validate lists all problems, each with its line and column and what to do', async () => {
  const config = join(folder, 'problems.yaml')
  const [first] = images
  writeFileSync(
    config,
    `inputs:\n  image: [${first?.image}, /nowhere/b.fits]\n  selavy: [${first?.selavy}]\n  noise: [${first?.noise}, ${first?.image}]\nsource_association:\n  methd: basic\n  radius: -3\nnew_sources:\n  min_sigma: high\n`,
  )
  const { exitCode, stdout, stderr } = await halley(home, 'validate', config)
  expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: '' })
  for (const place of ['2:', '3:', '6:3: error: ', '7:11: error: ', '9:14: error: ']) expect(stdout).toContain(`${config}:${place}`)
  expect(stdout).toMatch(/methd[\s\S]*method/)
  expect(stdout.trim().split('\n').at(-1)).toMatch(/problems\.yaml: [5-9] errors, \d warnings?\.$/)
  const report = await halley(home, 'validate', config, '--json')
  expect(report.exitCode).toBe(3)
  expect(parsed(report.stdout)).toMatchObject({ report: { config: null, inputs: null } })
})

test('validate opens what the configuration names', async () => {
  const config = writeConfig(
    join(folder, 'swapped.yaml'),
    images.map((image) => ({ ...image, background: image.selavy })),
    {},
  )
  const { exitCode, stdout } = await halley(home, 'validate', config)
  expect(exitCode).toBe(3)
  expect(stdout).toMatch(/swapped\.yaml:\d+:\d+: error: inputs\.background: \S+components\.txt/)
})

test('process of a name that no run has suggests the nearest', async () => {
  const outcome = await halley(home, 'process', 'pilt')
  expect(outcome).toMatchObject({ exitCode: 4, stdout: '' })
  expect(outcome.stderr).toBe('halley: run pilt: expected the name or the id of a run that you may see, found none.\nDid you mean pilot?\n')
})

test('process of a folder without a configuration finds the inputs by their names', async () => {
  const store = join(folder, 'discovered')
  const bare = join(folder, 'bare')
  await makeSurvey(bare)
  writeFileSync(join(bare, 'config.yaml'), '')
  const empty = await halley(store, 'process', bare)
  expect(empty).toMatchObject({ exitCode: 3 })
  const { exitCode, stdout, stderr } = await startHalley(store, ['process', 'epoch01', '--name', 'first'], { cwd: bare }).outcome
  expect({ exitCode, stdout }).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('1 image, ') })
  expect(stderr).toMatch(/warning: config\.yaml:\d+: .*expected at least two images/)
})

test('a folder whose name no run can have is processed under a given name', async () => {
  const strange = join(folder, 'my data')
  await makeSurvey(strange, { epochs: 1 })
  const refused = await halley(home, 'process', strange)
  expect(refused).toMatchObject({ exitCode: 3 })
  expect(refused.stderr).toMatch(/"my data"[\s\S]*--name/)
  expect(await halley(home, 'process', strange, '--name', 'mine')).toMatchObject({ exitCode: 0 })
})

test('a folder that is no store is refused and left alone', async () => {
  const outcome = await halley(survey, 'status')
  expect(outcome).toMatchObject({ exitCode: 6, stdout: '' })
  expect(outcome.stderr).toMatch(/expected a store of Halley or an empty folder, found 5 entries[\s\S]*HALLEY_HOME/)
})

test('status of an empty store says how to begin', async () => {
  expect(await halley(join(folder, 'new'), 'status')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('./halley demo') })
})

test('a reader that stops reading stops the printing, not the work', async () => {
  const store = join(folder, 'unread')
  const running = startHalley(store, ['process', join(survey, 'config.yaml'), '--name', 'run'])
  running.closeOutput()
  expect(await running.outcome).toMatchObject({ exitCode: 0 })
  expect(parsed((await halley(store, 'status', '--json')).stdout)).toMatchObject([{ work: 'completed', version: 1 }])
})

test('the demo makes its survey and two versions once, and shows what varies each time', async () => {
  const store = join(folder, 'demo')
  const first = parsed((await halley(store, 'demo', '--json')).stdout)
  expect(first).toMatchObject({
    versions: [
      { version: 1, counts: { images: 12 } },
      { version: 2, counts: { images: 16 } },
    ],
  })
  const again = await halley(store, 'demo')
  expect(again).toMatchObject({ exitCode: 0 })
  expect(again.stdout).toMatch(
    /Version 2: 16 images, [\s\S]*The most variable sources[\s\S]*[▁-█]{8}[\s\S]*export HALLEY_HOME=\S+\n +\.\/halley status [\s\S]*\.\/halley restore demo [\s\S]*\.\/halley trash restore demo /,
  )
  expect(parsed((await halley(store, 'demo', '--json')).stdout)).toEqual(first)
})
