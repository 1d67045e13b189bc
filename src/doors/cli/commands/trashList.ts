import { Command } from 'commander'
import { listTrash, type TrashItem } from '../../../app/trash/listTrash.ts'
import { formatBytes } from '../formatBytes.ts'
import { printJson, printLine, printTable } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

const header = ['kind', 'name', 'from', 'owner', 'deleted by', 'on', 'purged on', 'days left', 'size', 'frees', 'id'] as const

function nameOf({ name, versions }: TrashItem): string {
  return versions.length === 0 ? name : `${name} v${versions.join(', v')}`
}

function dueOf({ deleting, purgeDueUtc }: TrashItem): string {
  if (!deleting) return purgeDueUtc === null ? 'never by itself' : purgeDueUtc.slice(0, 10)
  return `Deleting ${deleting.removed}/${deleting.folders}`
}

function print(items: readonly TrashItem[]): void {
  if (items.length === 0) return printLine('Trash is empty.')
  printTable(
    header,
    items.map((item) => [
      item.kind,
      nameOf(item),
      item.projectName ?? '-',
      item.owner,
      item.by,
      item.atUtc.slice(0, 16).replace('T', ' '),
      dueOf(item),
      item.deleting ? '-' : (item.daysLeft ?? '-'),
      formatBytes(item.bytes),
      formatBytes(item.freesBytes),
      item.entryId,
    ]),
  )
  for (const item of items) printRemarks(item)
}

const listed = 10

function printRemarks(item: TrashItem): void {
  const { contents, keptBecause, deleting, reason } = item
  const title = `${item.kind} ${nameOf(item)}`
  if (contents.length > 0) {
    const names = contents.slice(0, listed).map(({ kind, name }) => `${kind} ${name}`)
    const more = contents.length > listed ? `, and ${contents.length - listed} more` : ''
    printLine(`${title} has with it: ${names.join(', ')}${more}`)
  }
  if (reason !== '') printLine(`${title}: ${reason}`)
  for (const words of keptBecause) printLine(`${title} is kept: ${words}`)
  if (deleting?.isWaiting && !deleting.fault)
    printLine(`${title} waits for its files to be removed, by a worker or by ./halley trash resume`)
  if (deleting?.fault)
    printLine(`${title} cannot be removed yet: ${deleting.fault.message} ${deleting.fault.hint} Retry: ./halley trash resume`)
}

interface ListOptions {
  readonly all: boolean
  readonly json: boolean
}

export function trashListCommand(): Command {
  return new Command('list')
    .summary('list what is in Trash')
    .description(
      'Lists what is in Trash of yours, and in your projects: where it came from, who deleted it, when it is purged, what it takes on the disk, and what its purge alone would free.',
    )
    .option('--all', 'of all users; for administrators', false)
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley trash list')
    .action((options: ListOptions) => withHalley(options.json, (halley) => listTrash(halley, options), options.json ? printJson : print))
}
