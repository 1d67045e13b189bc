import { Button, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SourceQuery } from '../../../app/contract/sourceQuery.ts'
import { printSourceQuery } from '../../../app/contract/query/printSourceQuery.ts'
import { useCall } from '../../api/useApi.ts'
import { DialogForm } from '../../dialogs/dialogForm.tsx'
import { openDialog, type DialogState } from '../../dialogs/openDialog.ts'
import { useNewSample } from '../../dialogs/useNewSample.tsx'
import { formatCount } from '../../parts/format.ts'
import { tellDone } from '../../parts/notify.tsx'
import type { EtaVPlane } from '../../plots/etaV/etaVPlane.ts'
import { rowOf, type CandidateRow } from './candidateRows.ts'
import type { EtaVSubjectQuery } from './etaVSubject.ts'

/** More selected sources than these are remarked on by their query. */
const mostRemarked = 10_000

/** Longer queries are not taken. */
const mostQueryLength = 10_000

interface TagDialogProps {
  readonly state: DialogState
  readonly subject: EtaVSubjectQuery
  readonly rows: readonly CandidateRow[]
}

type Change = { readonly act: 'tag'; readonly tag: string } | { readonly act: 'favour' }

function bodyOf({ run, q, sample }: EtaVSubjectQuery, rows: readonly CandidateRow[], change: Change) {
  const only = rows.map((row) => ({ run: row.run, id: row.id }))
  const asked = sample === undefined ? { run: run ? [...run] : [], q: q ?? '' } : { sample }
  return { ...asked, only, change }
}

function useRemark(subject: EtaVSubjectQuery, rows: readonly CandidateRow[]) {
  const { mutate, isPending, error } = useCall('remarkOnMany')
  const queries = useQueryClient()
  const remark = (change: Change, onDone: () => void) =>
    mutate(
      { body: bodyOf(subject, rows, change) },
      {
        onSuccess: ({ changed }) => {
          onDone()
          void queries.invalidateQueries({ queryKey: ['showSourceRemarks'] })
          const what = change.act === 'tag' ? `tagged ${change.tag}` : 'made favourites'
          tellDone({ words: `${formatCount(changed)} of ${formatCount(rows.length)} sources ${what}; the others were so already.` })
        },
      },
    )
  return { remark, isPending, error }
}

function TagDialog({ state, subject, rows }: TagDialogProps) {
  const [tag, setTag] = useState('')
  const { remark, isPending, error } = useRemark(subject, rows)
  return (
    <DialogForm
      state={state}
      title={`Tag ${formatCount(rows.length)} sources`}
      submitWords="Tag sources"
      onSubmit={() => remark({ act: 'tag', tag: tag.trim() }, state.onClose)}
      canSubmit={tag.trim() !== ''}
      isWorking={isPending}
      fault={error}
    >
      <TextInput label="Tag" value={tag} onChange={(event) => setTag(event.currentTarget.value)} data-autofocus />
    </DialogForm>
  )
}

/** The sources of a selection as a query. */
function queryOf(rows: readonly CandidateRow[]): string {
  const byRun = [...Map.groupBy(rows, ({ run }) => run)].map(([run, some]): SourceQuery => {
    const ids: SourceQuery = { kind: 'oneOf', column: 'id', values: some.map(({ id }) => id) }
    return { kind: 'and', of: [{ kind: 'text', column: 'run', values: [run] }, ids] }
  })
  const [only] = byRun
  return printSourceQuery(byRun.length === 1 && only ? only : { kind: 'or', of: byRun })
}

/** The versions that rows are of, each once. */
function versionsOf(rows: readonly CandidateRow[]) {
  const versions = new Map(rows.flatMap(({ runId, version }) => (runId === null ? [] : [[`${runId} ${version}`, { run: runId, version }]])))
  return [...versions.values()]
}

interface SelectionActionsProps {
  readonly plane: EtaVPlane
  readonly subject: EtaVSubjectQuery
  readonly indices: () => readonly number[]
  readonly count: number
}

/** What can be done to the selected sources at once. */
export function SelectionActions({ plane, subject, indices, count }: SelectionActionsProps) {
  const newSample = useNewSample()
  const rows = () => indices().map((index) => rowOf(plane, index))
  const { remark, isPending } = useRemark(subject, count <= mostRemarked ? rows() : [])
  const sample = () => {
    const chosen = rows()
    newSample({ from: versionsOf(chosen), query: queryOf(chosen) })
  }
  const isMany = count > mostRemarked
  const isLong = count > mostQueryLength || queryOf(rows()).length > mostQueryLength
  return (
    <>
      <Button
        variant="default"
        disabled={isLong || subject.analysis !== undefined}
        onClick={sample}
        title={isLong ? 'These are too many to be named one by one: cut them by a query on Sources.' : undefined}
      >
        Save as sample
      </Button>
      <Button
        variant="default"
        disabled={isMany}
        onClick={() => openDialog((state) => <TagDialog state={state} subject={subject} rows={rows()} />)}
      >
        Tag
      </Button>
      <Button variant="default" disabled={isMany} loading={isPending} onClick={() => remark({ act: 'favour' }, () => {})}>
        Make favourites
      </Button>
    </>
  )
}
