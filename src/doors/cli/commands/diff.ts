import { Command } from 'commander'
import { findRun } from '../../../app/runs/findRun.ts'
import { diffVersions, type VersionDifference } from '../../../app/versions/diffVersions.ts'
import { parseCount } from '../parseCount.ts'
import { printJson, printLine } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

const listed = 10

function printSome(title: string, lines: readonly string[], all: boolean): void {
  printLine(`${title}: ${lines.length}`)
  const shown = all ? lines : lines.slice(0, listed)
  for (const line of shown) printLine(`  ${line}`)
  if (lines.length > shown.length) printLine(`  and ${lines.length - shown.length} more: --all lists them`)
}

function printDifference(difference: VersionDifference, all: boolean): void {
  const { runName, from, to, images, settings, sources } = difference
  printLine(`Run ${runName}, version ${from} to version ${to}`)
  printSome(
    'Images removed',
    images.removed.map(({ name }) => name),
    all,
  )
  printSome(
    'Images added',
    images.added.map(({ name }) => name),
    all,
  )
  const settingLines = settings.map(({ setting, from: before, to: after }) => `${setting}: ${String(before)} -> ${String(after)}`)
  printSome('Settings changed', settingLines, all)
  printSome('Sources new', sources.added.map(String), all)
  printSome('Sources gone', sources.gone.map(String), all)
  printSome(
    'Sources split',
    sources.split.map(({ id, into }) => `${id} into ${into.join(', ')}`),
    all,
  )
  printSome(
    'Sources merged',
    sources.merged.map(({ id, from: earlier }) => `${earlier.join(', ')} into ${id}`),
    all,
  )
  const changes = sources.changed.map(
    ({ id, movedArcsec, fluxChangeMjy }) =>
      `${id} moved ${movedArcsec.toFixed(3)} arcsec, mean flux ${fluxChangeMjy > 0 ? '+' : ''}${fluxChangeMjy.toPrecision(3)} mJy/beam`,
  )
  printSome('Sources changed beyond their errors', changes, all)
  printLine(`Sources with position and flux as before: ${sources.unchanged}`)
}

export function diffCommand(): Command {
  return new Command('diff')
    .summary('compare two versions of a run')
    .description(
      'Tells what became of images, configuration and sources from one version to another: sources new, gone, split, merged, and changed by more than their errors.',
    )
    .argument('<run>', 'name of the run')
    .argument('<from>', 'number of a version', parseCount)
    .argument('<to>', 'number of a version', parseCount)
    .option('--all', 'list everything, not only the first of each', false)
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley diff lmc 2 3')
    .action((name: string, from: number, to: number, options: { readonly all: boolean; readonly json: boolean }) =>
      withHalley(
        options.json,
        async (halley) => {
          const run = await findRun(halley, name)
          return run.ok ? diffVersions(halley, run.value, from, to) : run
        },
        options.json ? printJson : (difference) => printDifference(difference, options.all),
      ),
    )
}
