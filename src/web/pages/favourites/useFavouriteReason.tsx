import { Textarea } from '@mantine/core'
import { useState } from 'react'
import type { Favourite } from '../../../app/contract/favourite.ts'
import { maxFavouriteLength } from '../../../app/contract/sourceRemarks.ts'
import { useCall } from '../../api/useApi.ts'
import { DialogForm } from '../../dialogs/dialogForm.tsx'
import { openDialog, type DialogState } from '../../dialogs/openDialog.ts'
import { refreshFavourites } from './refreshFavourites.ts'

function ReasonDialog({ state, favourite }: { readonly state: DialogState; readonly favourite: Favourite }) {
  const [text, setText] = useState(favourite.text)
  const { mutate, isPending, error } = useCall('markFavourite')
  const save = () =>
    mutate(
      { params: { run: favourite.runId, source: favourite.source }, body: { text } },
      {
        onSuccess: () => {
          refreshFavourites()
          state.onClose()
        },
      },
    )
  return (
    <DialogForm
      state={state}
      title={`Why is ${favourite.shown?.name ?? `source ${favourite.source}`} a favourite?`}
      submitWords="Save reason"
      onSubmit={save}
      canSubmit={text.trim() !== favourite.text}
      isWorking={isPending}
      fault={error}
    >
      <Textarea
        label="Reason"
        autosize
        minRows={2}
        maxLength={maxFavouriteLength}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
      />
    </DialogForm>
  )
}

/** Asks why a source is a favourite. */
export function useFavouriteReason(): (favourite: Favourite) => void {
  return (favourite) => openDialog((state) => <ReasonDialog state={state} favourite={favourite} />)
}
