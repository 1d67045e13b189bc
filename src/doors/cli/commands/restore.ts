import { Command, Option } from 'commander'
import type { Halley } from '../../../app/halley.ts'
import { findRun } from '../../../app/runs/findRun.ts'
import type { RevertPreview } from '../../../app/contract/version.ts'
import { previewRevert } from '../../../app/versions/previewRevert.ts'
import { revertVersion, type RevertOutcome } from '../../../app/versions/revertVersion.ts'
import { success, type Result } from '../../../fault/fault.ts'
import { confirm } from '../confirm.ts'
import { parseCount } from '../parseCount.ts'
import { counted } from '../counted.ts'
import { printJson, printLine } from '../terminal.ts'
import { verbosityOption, wantsDebug } from '../verbosityOption.ts'
import { withHalley } from '../withHalley.ts'

interface RestoreOptions {
  readonly to?: number
  readonly yes: boolean
  readonly confirm: boolean
  readonly debug: boolean
  readonly verbosity?: string
  readonly plan: boolean
  readonly json: boolean
}

const listedImages = 20

function printImages(title: string, names: readonly string[]): void {
  if (names.length === 0) return
  printLine(title)
  for (const name of names.slice(0, listedImages)) printLine(`  ${name}`)
  if (names.length > listedImages) printLine(`  and ${names.length - listedImages} more`)
}

function printPreview(preview: RevertPreview): void {
  const { runName, head, target, configText, images, leaving, returning, settings, counts, hasEdits } = preview
  printLine(`Run ${runName} shows version ${head}. Restoring to version ${target}, configured as:`)
  printLine()
  printLine(configText.trimEnd().replaceAll(/^/gm, '  '))
  printLine()
  printImages(
    `Its ${counted(images.length, 'image')}:`,
    images.map(({ name }) => name),
  )
  printImages(
    'Images that leave:',
    leaving.map(({ name }) => name),
  )
  printImages(
    'Images that come back:',
    returning.map(({ name }) => name),
  )
  for (const { setting, from, to } of settings) printLine(`${setting} goes from ${String(from)} to ${String(to)}`)
  const { shown, target: then } = counts
  printLine(`Sources: ${shown.sources} now, ${then.sources} then. Detections: ${shown.detections} now, ${then.detections} then.`)
  if (hasEdits) printLine('config.yaml has edits that were never processed: they are kept beside it.')
  printLine('It makes a new version and deletes nothing: it can be undone in the same way.')
}

function printOutcome(outcome: RevertOutcome): void {
  const { runName, version, target, keptEdits, logPath, ruleFault } = outcome
  printLine(`${runName} shows version ${version}, which has the content of version ${target}.`)
  if (keptEdits !== null) printLine(`Edits of config.yaml are kept in ${keptEdits}.`)
  if (ruleFault !== null) printLine(`The rule for its versions was not kept: ${ruleFault.message}`)
  printLine(`Log: ${logPath}`)
  printLine(`Undo: ./halley restore ${runName} --to ${outcome.head}`)
}

async function confirmed(preview: RevertPreview, { yes, confirm: asks, json }: RestoreOptions): Promise<Result<void>> {
  if (yes || !asks) return success(undefined)
  const { runName, target } = preview
  if (!json) printPreview(preview)
  return confirm({ text: `Restore run ${runName} to version ${target}?`, command: `./halley restore ${runName} --to ${target} --yes` })
}

async function restore(halley: Halley, name: string, options: RestoreOptions): Promise<Result<RevertPreview | RevertOutcome>> {
  const run = await findRun(halley, name)
  if (!run.ok) return run
  const to = options.to ?? null
  const preview = await previewRevert(halley, run.value, to)
  if (!preview.ok || options.plan) return preview
  const agreed = await confirmed(preview.value, options)
  return agreed.ok ? revertVersion(halley, run.value, { to: preview.value.target, debug: wantsDebug(options) }) : agreed
}

function print(value: RevertPreview | RevertOutcome): void {
  if ('version' in value) printOutcome(value)
  else printPreview(value)
}

export function restoreCommand(): Command {
  return new Command('restore')
    .alias('restorepiperun')
    .summary('bring a run back to an earlier version')
    .description(
      'Shows an earlier version again: its sources, images and configuration. Without --to it is the version before the last change; after a failed or cancelled processing the one that is shown, whose configuration comes back. Any number of times, in any direction.',
    )
    .argument('<run>', 'name of the run')
    .addOption(new Option('--to <version>', 'the version to bring back').argParser(parseCount))
    .option('--plan', 'show what would change, and change nothing', false)
    .option('-y, --yes', 'do not ask', false)
    .option('--no-confirm', 'the same as --yes')
    .addOption(verbosityOption())
    .option('--debug', 'write every image and source that leaves or comes back into the log', false)
    .option('--json', 'print as JSON', false)
    .addHelpText(
      'after',
      '\nExamples:\n  ./halley restore lmc\n  ./halley restore lmc --to 2 --yes\n  ./halley versions lmc      which versions there are',
    )
    .action((name: string, options: RestoreOptions) =>
      withHalley(options.json, (halley) => restore(halley, name, options), options.json ? printJson : print),
    )
}
