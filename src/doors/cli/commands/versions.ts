import { Command } from 'commander'
import { findRun } from '../../../app/runs/findRun.ts'
import { listVersions, type VersionSummary } from '../../../app/versions/listVersions.ts'
import { formatBytes } from '../formatBytes.ts'
import { printJson, printLine, printTable } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

const header = ['version', 'made', 'by', 'as', 'images', 'sources', 'new', 'size', ''] as const

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

function printVersions(versions: readonly VersionSummary[]): void {
  if (versions.length === 0) return printLine('No versions yet: it was never processed.')
  printTable(
    header,
    versions.map((version) => [
      version.number,
      version.madeAtUtc.slice(0, 16).replace('T', ' '),
      version.madeBy,
      originOf(version),
      version.counts.images,
      version.counts.sources,
      version.counts.newSources,
      formatBytes(version.bytes),
      remarksOf(version),
    ]),
  )
}

export function versionsCommand(): Command {
  return new Command('versions')
    .summary('list the versions of a run')
    .description(
      'Lists the history of a run, newest first: every processing and every restore made a version, and all of them can be shown again.',
    )
    .argument('<run>', 'name of the run')
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExamples:\n  ./halley versions lmc\n  ./halley diff lmc 2 3\n  ./halley restore lmc --to 2')
    .action((name: string, options: { readonly json: boolean }) =>
      withHalley(
        options.json,
        async (halley) => {
          const run = await findRun(halley, name)
          return run.ok ? listVersions(halley, run.value) : run
        },
        options.json ? printJson : printVersions,
      ),
    )
}
