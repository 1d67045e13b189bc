import { Command } from 'commander'
import type { Halley } from '../../../app/halley.ts'
import { findRun } from '../../../app/runs/findRun.ts'
import type { TrashedVersions, VersionSummary } from '../../../app/contract/version.ts'
import { listVersions } from '../../../app/versions/listVersions.ts'
import { planPruning, setVersionRule, trashVersions, type PruningPlan } from '../../../app/versions/trashVersions.ts'
import { success, type Result } from '../../../fault/fault.ts'
import { formatBytes } from '../../../app/usage/formatBytes.ts'
import { parseCount } from '../parseCount.ts'
import { formatMinute } from '../formatTime.ts'
import { printJson, printLine, printTable } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

const header = ['version', 'made (UTC)', 'by', 'as', 'images', 'sources', 'new', 'size', ''] as const

const wordsOfMaking = { process: 'processed', addImages: 'images added', restore: 'restored' } as const

function originOf({ madeAs, restoredFrom }: VersionSummary): string {
  return madeAs === 'restore' ? `restored from ${restoredFrom ?? '?'}` : wordsOfMaking[madeAs]
}

function remarksOf({ isHead, isOffered, place, missingSinceUtc }: VersionSummary): string {
  const remarks = [
    isHead ? 'shown' : '',
    isOffered && !isHead ? 'Restore Run goes here' : '',
    place === 'trashed' ? 'in Trash' : place === 'live' ? '' : 'deleted',
    missingSinceUtc === null ? '' : 'files are missing',
  ]
  return remarks.filter((words) => words !== '').join(', ')
}

function printVersions({ versions, keeps }: History): void {
  if (versions.length === 0) return printLine('No versions yet: it was never processed.')
  printTable(
    header,
    versions.map((version) => [
      version.number,
      formatMinute(version.madeAtUtc),
      version.madeBy,
      originOf(version),
      version.counts.images,
      version.counts.sources,
      version.counts.newSources,
      formatBytes(version.bytes),
      remarksOf(version),
    ]),
  )
  if (keeps !== null) printLine(`It keeps its newest ${keeps}, and all that are shown, held or in use. To keep all: --keep-last all`)
}

function numbered(numbers: readonly number[]): string {
  return `${numbers.length === 1 ? 'version' : 'versions'} ${numbers.join(', ')}`
}

interface VersionsOptions {
  readonly trash?: readonly number[]
  readonly reason?: string
  readonly keepLast?: number | 'all'
  readonly plan: boolean
  readonly json: boolean
}

/** What moved to Trash and, where a rule was set, which. */
type TrashedByRule = TrashedVersions & { readonly rule?: number | 'all' }

interface History {
  readonly versions: readonly VersionSummary[]
  /** How many of the newest its rule keeps; null: all. */
  readonly keeps: number | null
}

type Shown = History | TrashedByRule | PruningPlan

function parseNumbers(text: string, earlier: readonly number[] = []): readonly number[] {
  return [...earlier, parseCount(text)]
}

function parseRule(text: string): number | 'all' {
  return text === 'all' ? text : parseCount(text)
}

async function versions(halley: Halley, name: string, { trash, reason, keepLast, plan }: VersionsOptions): Promise<Result<Shown>> {
  const run = await findRun(halley, name)
  if (!run.ok) return run
  if (trash !== undefined) return trashVersions(halley, run.value, trash, reason)
  if (keepLast === undefined) {
    const listed = await listVersions(halley, run.value)
    return listed.ok ? success({ versions: listed.value, keeps: run.value.keepVersions }) : listed
  }
  if (plan && keepLast !== 'all') return success(await planPruning(halley, run.value, keepLast))
  const done = await setVersionRule(halley, run.value, keepLast === 'all' ? null : keepLast)
  return done.ok ? success({ ...done.value, rule: keepLast }) : done
}

function printPlan({ keepLast, leaving, kept, bytes }: PruningPlan): void {
  printLine(`Keeping the last ${keepLast} would move to Trash: ${leaving.length === 0 ? 'nothing' : numbered(leaving)}.`)
  if (leaving.length > 0) printLine(`Their purge would free ${formatBytes(bytes)}.`)
  for (const { number, reasons } of kept) printLine(`Version ${number} stays: ${reasons.join(', ')}.`)
}

function printTrashed({ entryId, versions: numbers, rule }: TrashedByRule): void {
  if (rule === 'all') return printLine('From now on it keeps all its versions. What is in Trash stays there until you restore it.')
  if (rule !== undefined) printLine(`From now on it keeps its newest ${rule} versions, and all that are shown, held or in use.`)
  if (entryId === null) return printLine('Nothing needs to move to Trash.')
  printLine(`Moved to Trash: ${numbered(numbers)}.`)
  printLine(`Undo: ./halley trash restore ${entryId}`)
}

function print(value: Shown): void {
  if ('keepLast' in value) printPlan(value)
  else if ('entryId' in value) printTrashed(value)
  else printVersions(value)
}

/** Of the history the versions alone: those who read it count on a list. */
function printAsJson(value: Shown): void {
  printJson('keeps' in value ? value.versions : value)
}

export function versionsCommand(): Command {
  return new Command('versions')
    .summary('list the versions of a run, or move some of them to Trash')
    .description(
      'Lists the history of a run, newest first: every processing and every restore made a version, and all of them can be shown again. Versions that are not shown can be moved to Trash, singly or by a rule.',
    )
    .argument('<run>', 'name of the run')
    .option('--trash <versions...>', 'move these versions to Trash', parseNumbers)
    .option('--reason <text>', "with --trash: why; asked of an administrator where the run is another user's")
    .option(
      '--keep-last <n>',
      'keep the newest n, now and after every new version, and all that are shown, held or in use; all: keep all',
      parseRule,
    )
    .option('--plan', 'with --keep-last: show what would move to Trash, and move nothing', false)
    .option('--json', 'print as JSON', false)
    .addHelpText(
      'after',
      '\nExamples:\n  ./halley versions lmc\n  ./halley versions lmc --trash 2 3\n  ./halley versions lmc --keep-last 5 --plan\n  ./halley diff lmc 2 3\n  ./halley restore lmc --to 2',
    )
    .action((name: string, options: VersionsOptions) =>
      withHalley(options.json, (halley) => versions(halley, name, options), options.json ? printAsJson : print),
    )
}
