import { Anchor, Text } from '@mantine/core'
import { IconFile, IconFolder } from '@tabler/icons-react'
import { useState } from 'react'
import type { FolderEntry, FolderListing } from '../../../app/contract/inputFiles.ts'
import { formatBytes, formatCount } from '../../parts/format.ts'
import { ItemTable } from '../../parts/itemTable.tsx'
import type { TableColumn, TableSort } from '../../parts/table/tableColumn.ts'
import { roleWords } from '../../parts/roleWords.ts'
import { When } from '../../parts/when.tsx'
import classes from './folderTable.module.css'

interface FolderTableProps {
  readonly listing: FolderListing
  readonly onOpen: (entry: FolderEntry) => void
  /** Absolute paths. Null: one file is picked, by opening it. */
  readonly chosen: ReadonlySet<string> | null
  readonly onChoose: (chosen: ReadonlySet<string>) => void
}

function columnsFor(onOpen: (entry: FolderEntry) => void, isOneFile: boolean): readonly TableColumn<FolderEntry>[] {
  const name = (entry: FolderEntry) => {
    const Icon = entry.kind === 'folder' ? IconFolder : IconFile
    const isButton = entry.kind === 'folder' || isOneFile
    return (
      <span className={classes.name} title={entry.absolutePath}>
        <Icon size={16} aria-label={entry.kind === 'folder' ? 'Folder' : 'File'} />
        {isButton ? (
          <Anchor component="button" type="button" onClick={() => onOpen(entry)}>
            {entry.name}
          </Anchor>
        ) : (
          <span>{entry.name}</span>
        )}
      </span>
    )
  }
  return [
    { id: 'name', header: 'Name', cell: name, sortBy: ({ name }) => name },
    { id: 'role', header: 'What it is', cell: ({ role }) => (role ? roleWords[role] : ''), sortBy: ({ role }) => role },
    {
      id: 'size',
      header: 'Size',
      isNumber: true,
      cell: ({ bytes }) => (bytes === null ? '' : formatBytes(bytes)),
      sortBy: ({ bytes }) => bytes,
    },
    {
      id: 'changed',
      header: 'Changed',
      cell: ({ modifiedUtc }) => (modifiedUtc === null ? '' : <When iso={modifiedUtc} />),
      sortBy: ({ modifiedUtc }) => modifiedUtc,
    },
  ]
}

/** What is in a folder; files and folders are chosen, folders are opened. */
export function FolderTable({ listing: { entries, total, absolutePath }, onOpen, chosen, onChoose }: FolderTableProps) {
  const [sort, setSort] = useState<TableSort | undefined>(undefined)
  const here = new Set(entries.map(({ absolutePath: path }) => path))
  const chooseHere = (ids: ReadonlySet<string>) => onChoose(new Set([...(chosen ?? [])].filter((path) => !here.has(path)).concat([...ids])))
  return (
    <>
      {entries.length === 0 ? (
        <Text c="dimmed" p="md">
          Nothing here that can be shown.
        </Text>
      ) : (
        <div className={classes.list}>
          <ItemTable
            name="files"
            exports={null}
            label={`Files in ${absolutePath}`}
            rows={entries}
            columns={columnsFor(onOpen, chosen === null)}
            idOf={({ absolutePath: path }) => path}
            nameOf={({ name }) => name}
            sort={sort}
            onSort={setSort}
            onOpen={onOpen}
            {...(chosen === null
              ? {}
              : { selection: { ids: new Set([...chosen].filter((path) => here.has(path))), onChange: chooseHere } })}
          />
        </div>
      )}
      {total > entries.length && (
        <Text size="xs" c="dimmed">
          The first {formatCount(entries.length)} of {formatCount(total)}; filter by name to find others, or choose the folder as a whole.
        </Text>
      )}
    </>
  )
}
