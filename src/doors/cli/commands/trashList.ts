import type { TrashItem } from '../../../app/contract/trash.ts'
import { Command } from 'commander'
import { listTrash } from '../../../app/trash/listTrash.ts'
import { formatBytes } from '../../../app/usage/formatBytes.ts'
import { formatMinute } from '../formatTime.ts'
import { printJson, printLine, printTable } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

const mostVersions = 3

/** What it is; of versions of a run which, or how many. */
function kindOf({ kind, versions }: TrashItem): string {
  if (versions.length === 0) return kind
  if (versions.length > mostVersions) return `${versions.length} versions`
  return `${versions.length === 1 ? 'version' : 'versions'} ${versions.join(', ')}`
}

function nameOf({ name, versions }: TrashItem): string {
  return versions.length === 0 ? name : `${name} v${versions.join(', v')}`
}

function dueOf({ deleting, purgeDueUtc }: TrashItem): string {
  if (!deleting) return purgeDueUtc === null ? 'never by itself' : purgeDueUtc.slice(0, 10)
  return `Deleting ${deleting.removed}/${deleting.folders}`
}

interface Column {
  readonly title: string
  readonly cell: (item: TrashItem) => string | number
}

const columns: readonly Column[] = [
  { title: 'kind', cell: kindOf },
  { title: 'name', cell: ({ name }) => name },
  { title: 'deleted (UTC)', cell: ({ atUtc }) => formatMinute(atUtc) },
  { title: 'purged on', cell: dueOf },
  { title: 'days left', cell: ({ deleting, daysLeft }) => (deleting ? '-' : (daysLeft ?? '-')) },
  { title: 'size', cell: ({ bytes }) => formatBytes(bytes) },
  { title: 'frees', cell: ({ freesBytes }) => formatBytes(freesBytes) },
]

const peopleColumns: readonly Column[] = [
  { title: 'from', cell: ({ projectName }) => projectName ?? '-' },
  { title: 'owner', cell: ({ owner }) => owner },
  { title: 'by', cell: ({ by }) => by },
]

const idColumn: Column = { title: 'id', cell: ({ entryId }) => entryId }

/** Whose things are and where they were is told where they are of more than one; ids where names leave a doubt. */
function columnsFor(items: readonly TrashItem[]): readonly Column[] {
  const isOfMany = new Set(items.map(({ owner, by, projectName }) => `${owner}/${by}/${projectName ?? ''}`)).size > 1
  const isDoubtful = new Set(items.map(({ name }) => name)).size < items.length
  return [...columns, ...(isOfMany ? peopleColumns : []), ...(isDoubtful ? [idColumn] : [])]
}

function print(items: readonly TrashItem[]): void {
  if (items.length === 0) return printLine('Trash is empty.')
  const shown = columnsFor(items)
  printTable(
    shown.map(({ title }) => title),
    items.map((item) => shown.map(({ cell }) => cell(item))),
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
