import { Argument, Command } from 'commander'
import type { StorageLimit } from '../../../app/contract/administration.ts'
import { formatBytes } from '../../../app/usage/formatBytes.ts'
import { setStorageLimit } from '../../../app/usage/storageLimit.ts'
import { parseBytes } from '../parseBytes.ts'
import { printJson, printLine } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

function parseLimit(text: string): number | null {
  return text === 'usual' ? null : parseBytes(text)
}

function printLimit(user: string, { maxBytes, isOwn }: StorageLimit): void {
  printLine(`${user} may keep ${maxBytes === 0 ? 'any amount' : formatBytes(maxBytes)}${isOwn ? '' : ', as every user may'}.`)
}

export function userStorageCommand(): Command {
  return new Command('storage-limit')
    .summary('set how much a user may keep on the disk')
    .description(
      'Sets how much a user may keep on the disk: files of their runs, samples and analyses, and measurements of the images that these use or that they ingested, each counted once; what is in Trash counts until it is purged. Who keeps that much starts nothing that adds to it. For administrators.',
    )
    .argument('<user>', 'name or id')
    .addArgument(new Argument('<size>', 'such as 500GB; 0: any amount; usual: what ./halley limits says for all').argParser(parseLimit))
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExamples:\n  ./halley user storage-limit maria 2TB\n  ./halley user storage-limit maria usual')
    .action((user: string, maxBytes: number | null, { json }: { readonly json: boolean }) =>
      withHalley(json, (halley) => setStorageLimit(halley, user, maxBytes), json ? printJson : (limit) => printLimit(user, limit)),
    )
}
