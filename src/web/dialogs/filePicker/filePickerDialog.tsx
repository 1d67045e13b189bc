import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks'
import { useState } from 'react'
import type { FolderEntry, FolderPlace, RootList } from '../../../app/contract/inputFiles.ts'
import { useApi } from '../../api/useApi.ts'
import { Loaded } from '../../parts/loaded.tsx'
import classes from '../dialogForm.module.css'
import type { DialogState } from '../openDialog.ts'
import { FolderPath } from './folderPath.tsx'
import { FolderTable } from './folderTable.tsx'

export interface FilePickRequest {
  readonly title: string
  /** `one`: the file that is opened; `many`: files and folders that are ticked. */
  readonly picks: 'one' | 'many'
  /** Absolute path of a folder to begin in, where it is in a root. */
  readonly startIn?: string | undefined
  readonly onPick: (paths: readonly string[]) => void
}

interface FilePickerDialogProps extends FilePickRequest {
  readonly state: DialogState
}

type Place = Pick<FolderPlace, 'root' | 'path'>

function placeFor({ roots, start, recent }: RootList, startIn: string | undefined): Place {
  const known = startIn === undefined ? undefined : recent.find(({ absolutePath }) => absolutePath === startIn)
  const root = roots.find(({ absolutePath }) => startIn?.startsWith(absolutePath.endsWith('/') ? absolutePath : `${absolutePath}/`))
  if (known) return known
  if (root && startIn !== undefined) return { root: root.root, path: startIn.slice(root.absolutePath.length).replace(/^\/+/, '') }
  return start ?? { root: roots[0]?.root ?? '/', path: '' }
}

function wordsOfChoice(count: number): string {
  if (count === 0) return 'Nothing chosen'
  return count === 1 ? '1 chosen' : `${count} chosen`
}

interface BrowserProps extends FilePickerDialogProps {
  readonly list: RootList
  readonly isNarrow: boolean
}

function Browser({ list, picks, startIn, state, onPick, isNarrow }: BrowserProps) {
  const [place, setPlace] = useState<Place>(() => placeFor(list, startIn))
  const [filter, setFilter] = useState('')
  const [q] = useDebouncedValue(filter, 200)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const query = useApi('listFolder', { query: { root: place.root, path: place.path, q } })
  const go = (next: Place) => {
    setPlace({ root: next.root, path: next.path })
    setFilter('')
  }
  const finish = (paths: readonly string[]) => {
    state.onClose()
    onPick(paths)
  }
  const open = ({ kind, path, absolutePath }: FolderEntry) => {
    if (kind === 'folder') go({ root: place.root, path })
    else if (picks === 'one') finish([absolutePath])
  }
  return (
    <Stack gap="md">
      <FolderPath list={list} folder={place} onGo={go} />
      <TextInput
        aria-label="Filter by name"
        placeholder="Filter by name"
        type="search"
        value={filter}
        onChange={(event) => setFilter(event.currentTarget.value)}
        data-autofocus
      />
      <Loaded query={query}>
        {(listing) => <FolderTable listing={listing} onOpen={open} chosen={picks === 'one' ? null : chosen} onChoose={setChosen} />}
      </Loaded>
      {picks === 'many' && (
        <Group justify="space-between" gap="lg" wrap={isNarrow ? 'wrap' : 'nowrap'}>
          <Text aria-live="polite" c="dimmed">
            {wordsOfChoice(chosen.size)}. A folder counts with all that is below it; catalogues and maps beside an image are found by its
            name.
          </Text>
          <Group gap="sm" wrap="nowrap">
            <Button variant="default" disabled={chosen.size === 0} onClick={() => setChosen(new Set())}>
              Clear
            </Button>
            <Button disabled={chosen.size === 0} onClick={() => finish([...chosen])}>
              Add
            </Button>
          </Group>
        </Group>
      )}
    </Stack>
  )
}

/** Browses the folders that are open to Halley, and gives the absolute paths of what is chosen. */
export function FilePickerDialog(props: FilePickerDialogProps) {
  const { state, title } = props
  const isNarrow = useMediaQuery('(max-width: 640px)') ?? false
  const query = useApi('listRoots', {})
  return (
    <Modal
      opened={state.isOpen}
      onClose={state.onClose}
      title={title}
      size="xl"
      fullScreen={isNarrow}
      classNames={{ title: classes.title }}
    >
      <Loaded query={query}>{(list) => <Browser {...props} list={list} isNarrow={isNarrow} />}</Loaded>
    </Modal>
  )
}
