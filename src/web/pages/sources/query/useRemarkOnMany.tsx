import { Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { maxFavouriteLength, maxTagLength } from '../../../../app/contract/sourceRemarks.ts'
import { useCall } from '../../../api/useApi.ts'
import { DialogForm } from '../../../dialogs/dialogForm.tsx'
import { openDialog, type DialogState } from '../../../dialogs/openDialog.ts'
import { formatCount } from '../../../parts/format.ts'
import { tellDone } from '../../../parts/notify.tsx'
import type { Ground } from './groundField.tsx'

export type RemarkAct = 'tag' | 'untag' | 'favour' | 'unfavour'

export interface ManySources {
  readonly ground: Ground
  readonly q: string
  /** Some of the result; null: all of it. */
  readonly only: readonly { readonly run: string; readonly id: number }[] | null
  readonly count: number
}

interface Words {
  readonly title: (sources: string) => string
  readonly submit: (sources: string) => string
  readonly field: string | null
  readonly done: (changed: string, text: string) => string
}

const wordsOf: Readonly<Record<RemarkAct, Words>> = {
  tag: {
    title: (sources) => `Tag ${sources}`,
    submit: (sources) => `Tag ${sources}`,
    field: 'Tag',
    done: (changed, text) => `${changed} tagged ${text}`,
  },
  untag: {
    title: (sources) => `Take a tag of yours from ${sources}`,
    submit: () => 'Take the tag away',
    field: 'Tag',
    done: (changed, text) => `Tag ${text} taken from ${changed}`,
  },
  favour: {
    title: (sources) => `Make ${sources} your favourites`,
    submit: () => 'Make favourites',
    field: 'Why (optional)',
    done: (changed) => `${changed} made favourites`,
  },
  unfavour: {
    title: (sources) => `Make ${sources} favourites no more`,
    submit: () => 'Remove from favourites',
    field: null,
    done: (changed) => `${changed} removed from favourites`,
  },
}

function sourcesWords(count: number): string {
  return count === 1 ? '1 source' : `${formatCount(count)} sources`
}

interface RemarkDialogProps {
  readonly state: DialogState
  readonly act: RemarkAct
  readonly many: ManySources
}

function RemarkDialog({ state, act, many }: RemarkDialogProps) {
  const [text, setText] = useState('')
  const { mutate, isPending, error } = useCall('remarkOnMany')
  const client = useQueryClient()
  const words = wordsOf[act]
  const sources = sourcesWords(many.count)
  const needsText = act === 'tag' || act === 'untag'
  const change = needsText ? { act, tag: text.trim() } : act === 'favour' ? { act, text: text.trim() } : { act }
  const { ground, q, only } = many
  const submit = () =>
    mutate(
      { body: { ...ground, q, ...(only ? { only: [...only] } : {}), change } },
      {
        onSuccess: ({ changed }) => {
          void client.invalidateQueries()
          tellDone({ words: words.done(sourcesWords(changed), text.trim()) })
          state.onClose()
        },
      },
    )
  return (
    <DialogForm
      state={state}
      title={words.title(sources)}
      submitWords={words.submit(sources)}
      onSubmit={submit}
      canSubmit={!needsText || text.trim() !== ''}
      isWorking={isPending}
      fault={error}
    >
      {words.field ? (
        <TextInput
          label={words.field}
          value={text}
          maxLength={needsText ? maxTagLength : maxFavouriteLength}
          onChange={(event) => setText(event.currentTarget.value)}
          data-autofocus
        />
      ) : (
        <Text>What you wrote with them goes too.</Text>
      )}
    </DialogForm>
  )
}

/** Opens the dialog that says something of many sources at once. */
export function useRemarkOnMany(): (act: RemarkAct, many: ManySources) => void {
  return (act, many) => openDialog((state) => <RemarkDialog state={state} act={act} many={many} />)
}
