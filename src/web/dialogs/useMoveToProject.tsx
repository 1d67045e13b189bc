import { Select, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Moved } from '../../app/contract/item.ts'
import { callApi } from '../api/callApi.ts'
import { queryClient } from '../api/queryClient.ts'
import { useHasOthers } from '../api/useHasOthers.ts'
import { useApi, useCall } from '../api/useApi.ts'
import { addressOfItem } from '../parts/itemAddress.ts'
import { tellDone, tellFault } from '../parts/notify.tsx'
import { DialogForm } from './dialogForm.tsx'
import { asBeginning, wordsOfItems, type ItemRef } from './itemRef.ts'
import { openDialog, type DialogState } from './openDialog.ts'

interface MoveDialogProps {
  readonly state: DialogState
  readonly items: readonly ItemRef[]
  readonly onDone: (() => void) | undefined
}

/** Each goes back to the project that it was in. */
async function moveBack({ items }: Moved): Promise<void> {
  try {
    for (const [project, some] of Map.groupBy(items, ({ fromProjectId }) => fromProjectId)) {
      await callApi('moveItems', { body: { items: some.map(({ id }) => id), project } })
    }
  } catch (error) {
    tellFault(error)
  }
  await queryClient.invalidateQueries()
}

function MoveDialog({ state, items, onDone }: MoveDialogProps) {
  const [project, setProject] = useState<string | null>(null)
  const projects = useApi('listProjects', {})
  const { mutate, isPending, error } = useCall('moveItems')
  const hasOthers = useHasOthers()
  const words = wordsOfItems(items)
  const places = (projects.data?.projects ?? []).filter(({ mayCreate, words: where }) => mayCreate && where !== 'Deleting')
  const move = () =>
    mutate(
      { body: { items: items.map(({ id }) => id), project: project ?? '' } },
      {
        onSuccess: (moved) => {
          state.onClose()
          const verb = items.length === 1 ? 'is' : 'are'
          const { id, name } = moved.project
          tellDone({
            words: (
              <>
                {asBeginning(words)} {verb} in <Link to={addressOfItem('project', id)}>{name}</Link> now.
              </>
            ),
            onUndo: () => void moveBack(moved),
          })
          onDone?.()
        },
      },
    )
  return (
    <DialogForm
      state={state}
      title={`Move ${words} to another project`}
      submitWords={`Move ${items.length === 1 ? (items[0]?.kind ?? '') : words}`}
      onSubmit={move}
      canSubmit={project !== null}
      isWorking={isPending}
      fault={error ?? projects.error}
    >
      <Select
        label="To project"
        placeholder="Type to search"
        data={places.map(({ id, name }) => ({ value: id, label: name }))}
        value={project}
        onChange={setProject}
        searchable
        nothingFoundMessage="No project of that name that you may put things into"
        maxDropdownHeight={280}
        data-autofocus
      />
      {hasOthers && (
        <Text c="dimmed">
          Who is a member of that project can read {items.length === 1 ? 'it' : 'them'} from then on; who is a member of the old one alone
          cannot any more. Nothing else changes.
        </Text>
      )}
    </DialogForm>
  )
}

/** Opens the dialog that moves runs, samples and analyses into another project: all of them, or none. */
export function useMoveToProject(): (items: readonly ItemRef[], onDone?: () => void) => void {
  return (items, onDone) => openDialog((state) => <MoveDialog state={state} items={items} onDone={onDone} />)
}
