import { basename } from 'node:path'
import { Command } from 'commander'
import { exportArrow, type ExportOutcome, type ExportRequest } from '../../../app/export/exportArrow.ts'
import { submitExport } from '../../../app/export/exportOperation.ts'
import type { ExportChoice } from '../../../app/export/exportTarget.ts'
import type { Halley } from '../../../app/halley.ts'
import type { Submitted } from '../../../app/operations/submitOperation.ts'
import { findRun } from '../../../app/runs/findRun.ts'
import type { Result } from '../../../fault/fault.ts'
import { formatBytes } from '../../../app/usage/formatBytes.ts'
import { parseCount } from '../parseCount.ts'
import { progressDisplay } from '../progressDisplay.ts'
import { printSubmitted } from '../printSubmitted.ts'
import { printJson, printLine } from '../terminal.ts'
import { interruptSignal, withHalley } from '../withHalley.ts'

interface ExportOptions {
  readonly version?: number
  readonly overwrite: boolean
  readonly to?: string
  readonly detach: boolean
  readonly json: boolean
}

function printOutcome({ runName, version, files, seconds }: ExportOutcome): void {
  printLine()
  printLine(`Version ${version} of ${runName} is exported, in ${seconds.toFixed(1)} s.`)
  for (const { path, rows, bytes } of files) printLine(`${path}  ${rows} rows, ${formatBytes(bytes)}`)
}

/** VAST's command also takes the directory of a run. */
async function exportByName(halley: Halley, name: string, request: ExportRequest): Promise<Result<ExportOutcome>> {
  const run = await findRun(halley, basename(name))
  return run.ok ? exportArrow(halley, run.value, request) : run
}

async function submitByName(halley: Halley, name: string, choice: ExportChoice): Promise<Result<Submitted>> {
  const run = await findRun(halley, basename(name))
  return run.ok ? submitExport(halley, run.value, choice) : run
}

async function exportAction(name: string, { json, detach, ...choice }: ExportOptions): Promise<void> {
  if (detach) return withHalley(json, (halley) => submitByName(halley, name, choice), json ? printJson : printSubmitted)
  const display = progressDisplay(json)
  const request = { ...choice, signal: interruptSignal(), onProgress: display.listen }
  await withHalley(
    json,
    async (halley) => {
      try {
        return await exportByName(halley, name, request)
      } finally {
        display.close()
      }
    },
    json ? printJson : printOutcome,
  )
}

export function exportCommand(): Command {
  return new Command('export')
    .alias('createmeasarrow')
    .summary('write the Arrow files of a version, for vast-tools and vaex')
    .description(
      "Writes measurements.arrow (every measurement with its source) and measurement_pairs.arrow. The run's directory leads to them while their version is shown; they are made again only when asked for.",
    )
    .argument('<run>', 'the name of a run')
    .option('--version <n>', 'the version to export (default: the one that is shown)', parseCount)
    .option('--overwrite', 'replace files of an earlier export', false)
    .option('--to <folder>', 'write them to this folder instead')
    .option('--detach', 'leave it to a worker (./halley worker) and return at once', false)
    .option('--json', 'print the outcome as JSON', false)
    .addHelpText('after', '\nExamples:\n  ./halley export lmc\n  ./halley export lmc --version 2 --to ~/notebooks/lmc-v2')
    .action(exportAction)
}
