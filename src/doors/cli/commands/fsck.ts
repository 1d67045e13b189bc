import { Command } from 'commander'
import { checkStore, type StoreReport } from '../../../app/fsck/checkStore.ts'
import { inputExitCode } from '../exitCode.ts'
import { printJson, printLine } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

interface FsckOptions {
  readonly quick: boolean
  readonly repair: boolean
  readonly json: boolean
}

const wordOfGravity = { damage: 'DAMAGE', leftover: 'LEFTOVER', note: 'NOTE' } as const

function printReport({ findings, checks }: StoreReport): void {
  for (const { gravity, words, repaired } of findings)
    printLine(`${wordOfGravity[gravity]}  ${words}${repaired === null ? '' : ` (${repaired})`}`)
  const open = findings.filter(({ repaired, gravity }) => repaired === null && gravity !== 'note')
  if (findings.length > 0) printLine()
  printLine(`${checks.length} checks: ${checks.join(', ')}.`)
  if (open.length === 0) return printLine('The store is whole.')
  const isAre = open.length === 1 ? 'finding is' : 'findings are'
  printLine(`${open.length} ${isAre} open. --repair puts right what can be; it moves things to quarantine/ and deletes nothing.`)
}

/** What is open makes the command fail, for scripts that run it by the clock. */
function conclude(report: StoreReport, asJson: boolean): void {
  if (asJson) printJson(report)
  else printReport(report)
  if (report.findings.some(({ gravity, repaired }) => gravity === 'damage' && repaired === null)) process.exitCode = inputExitCode
}

export function fsckCommand(): Command {
  return new Command('fsck')
    .summary('check the store, and repair it')
    .description(
      'Compares the catalogue with the disk: rows without files, files without rows, wrong hashes, samples and analyses, reference catalogues, unused images, stuck operations, leftovers, the laws of the life cycle, the seals of the history. Exit code 3 where something is damaged.',
    )
    .option('--quick', 'look at names and lengths alone, and hash nothing', false)
    .option('--repair', 'put right what can be: what the catalogue does not know goes to quarantine/, nothing is deleted', false)
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExamples:\n  ./halley fsck\n  ./halley fsck --quick --json\n  ./halley fsck --repair')
    .action((options: FsckOptions) => {
      const onCheck = (check: string) => {
        if (process.stderr.isTTY && !options.json) process.stderr.write(`checking ${check} ...\n`)
      }
      return withHalley(
        options.json,
        (halley) => checkStore(halley, { quick: options.quick, repair: options.repair, onCheck }),
        (report) => conclude(report, options.json),
      )
    })
}
