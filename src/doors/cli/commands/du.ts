import { Command } from 'commander'
import { diskUsage, type DiskUsage } from '../../../app/usage/diskUsage.ts'
import { formatBytes } from '../../../app/usage/formatBytes.ts'
import { printJson, printLine, printTable } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

function printUsage({ items, totalBytes }: DiskUsage): void {
  if (items.length > 0) {
    printTable(
      ['frees', 'own', 'images', 'kind', 'name', 'owner', 'status'],
      items.map(({ freesBytes, ownBytes, imageBytes, kind, name, owner, words }) => [
        formatBytes(freesBytes).padStart(8),
        formatBytes(ownBytes).padStart(8),
        formatBytes(imageBytes).padStart(8),
        kind,
        name,
        owner,
        words,
      ]),
    )
    printLine()
  }
  printLine(`${formatBytes(totalBytes)} in all, images that several use counted once. What is in Trash counts until it is purged.`)
}

export function duCommand(): Command {
  return new Command('du')
    .summary('show what takes how much of the disk')
    .description(
      'Shows what runs, samples and analyses take: their own files, the measurements of the images that they use, and what deleting one of them permanently would free.',
    )
    .option('--json', 'print as JSON, in bytes', false)
    .addHelpText('after', '\nExample:\n  ./halley du')
    .action((options: { readonly json: boolean }) => withHalley(options.json, diskUsage, options.json ? printJson : printUsage))
}
