import type { UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import type { RunDraft } from '../../../../app/contract/runDraft.ts'
import type { ApiFault } from '../../../api/apiFault.ts'
import { useApi, useCall } from '../../../api/useApi.ts'
import { tellDone } from '../../../parts/notify.tsx'

/** A text that somebody else has saved while this one was edited. */
export interface OtherText {
  readonly text: string
  readonly hash: string | null
}

interface DraftEditing {
  readonly query: UseQueryResult<RunDraft, ApiFault>
  /** As it stands in the editor. */
  readonly text: string
  readonly isChanged: boolean
  readonly isSaving: boolean
  readonly other: OtherText | null
  readonly fault: ApiFault | null
  readonly edit: (text: string) => void
  /** Saves on the text that was read, or over another one. */
  readonly save: (over?: OtherText) => void
  /** Drops the edits; with a text that was saved meanwhile, that is edited on. */
  readonly drop: () => void
}

interface Edits {
  readonly text: string
  /** The hash of the text that they began with. */
  readonly basedOn: string | null
}

function otherOf(fault: ApiFault | null): OtherText | null {
  if (fault?.code !== 'run.draftChanged') return null
  const { text, hash } = fault.data
  return { text: typeof text === 'string' ? text : '', hash: typeof hash === 'string' ? hash : null }
}

/** The configuration of a run with the edits that are not saved yet. */
export function useDraft(run: string): DraftEditing {
  const query = useApi('showDraft', { params: { run } })
  const { mutate, isPending, error, reset } = useCall('saveDraft')
  const [edits, setEdits] = useState<Edits | null>(null)
  const draft = query.data
  const text = edits?.text ?? draft?.text ?? ''
  const edit = (next: string) => {
    if (!draft || (edits === null && next === draft.text)) return
    setEdits({ text: next, basedOn: edits?.basedOn ?? draft.hash })
  }
  const save = (over?: OtherText) => {
    if (!draft || isPending) return
    const basedOn = over ? over.hash : (edits?.basedOn ?? draft.hash)
    mutate(
      { params: { run }, body: { text, basedOn } },
      {
        onSuccess: () => {
          setEdits(null)
          tellDone({ words: `The configuration of ${run} is saved.` })
        },
      },
    )
  }
  const drop = () => {
    reset()
    setEdits(null)
    void query.refetch()
  }
  const other = otherOf(error)
  const isChanged = edits !== null && edits.text !== draft?.text
  return { query, text, isChanged, isSaving: isPending, other, fault: other ? null : error, edit, save, drop }
}
