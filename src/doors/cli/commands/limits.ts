import { Command, InvalidArgumentError } from 'commander'
import { changeLimits } from '../../../app/operations/changeLimits.ts'
import { operationSettings, type OperationSettings } from '../../../app/operations/operationSettings.ts'
import { success } from '../../../fault/fault.ts'
import { formatBytes } from '../../../app/usage/formatBytes.ts'
import { parseBytes } from '../parseBytes.ts'
import { parseCount } from '../parseCount.ts'
import { printJson, printLine } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

interface LimitOptions {
  readonly processings?: number
  readonly perUser?: number
  readonly storage?: number
  readonly lease?: number
  readonly json: boolean
}

function parseLimit(text: string): number {
  const limit = Number(text)
  if (!Number.isInteger(limit) || limit < 0) throw new InvalidArgumentError('expected a whole number from 0 on; 0 is no limit.')
  return limit
}

function words(limit: number): string {
  return limit === 0 ? 'any number' : String(limit)
}

function printLimits({ maxProcessings, maxOperationsPerUser, maxBytesPerUser, leaseMs }: OperationSettings): void {
  printLine(`processings at once           ${words(maxProcessings)}`)
  printLine(`operations of one user        ${words(maxOperationsPerUser)}`)
  printLine(`storage of one user           ${maxBytesPerUser === 0 ? 'any amount' : formatBytes(maxBytesPerUser)}`)
  printLine(`a silent worker is dead after ${leaseMs / 1000} s`)
}

async function limitsAction({ processings, perUser, storage, lease, json }: LimitOptions): Promise<void> {
  const changes = { maxProcessings: processings, maxOperationsPerUser: perUser, maxBytesPerUser: storage, leaseSeconds: lease }
  const isChange = Object.values(changes).some((value) => value !== undefined)
  await withHalley(
    json,
    async (halley) => (isChange ? changeLimits(halley, changes) : success(await operationSettings(halley.store.catalogue))),
    json ? printJson : printLimits,
  )
}

export function limitsCommand(): Command {
  return new Command('limits')
    .summary('what users and operations share')
    .description(
      'Shows how many operations are at work at once, over all hosts of the store, and what one user may keep on the disk. Operations beyond that wait; who keeps too much starts nothing that adds to it. Administrators change it; 0 is no limit.',
    )
    .option('--processings <n>', 'processings at once', parseLimit)
    .option('--per-user <n>', 'operations of one user at once', parseLimit)
    .option(
      '--storage <size>',
      'what one user may keep on the disk, such as 500GB; ./halley user storage-limit for one of them',
      parseBytes,
    )
    .option('--lease <seconds>', 'how long a worker of another host that says nothing is taken to be alive', parseCount)
    .option('--json', 'print as JSON', false)
    .addHelpText(
      'after',
      '\nExamples:\n  ./halley limits\n  ./halley limits --processings 2 --per-user 4\n  ./halley limits --storage 500GB',
    )
    .action(limitsAction)
}
