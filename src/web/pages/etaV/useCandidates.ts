import { useDebouncedValue } from '@mantine/hooks'
import { useMemo } from 'react'
import type { TableExport } from '../../parts/table/tableExport.ts'
import type { EtaVPlane } from '../../plots/etaV/etaVPlane.ts'
import type { CutOutcome } from '../../plots/etaV/useEtaVCut.ts'
import { candidateRows, type CandidateRow } from './candidateRows.ts'
import type { EtaVSubjectQuery } from './etaVSubject.ts'
import { namedCandidates } from './useNames.ts'

const tableWaitMs = 150

/** As many as a file takes. */
const mostExported = 200_000

/** The candidates of a cut for a table, and all of them for a file. They come after the plane: it is the plane that is slid over. */
export function useCandidates(plane: EtaVPlane, cut: CutOutcome, subject: EtaVSubjectQuery) {
  const [waited] = useDebouncedValue(cut, tableWaitMs)
  const listed = waited.marks.length === plane.id.length ? waited : cut
  const rows = useMemo(() => candidateRows(plane, listed.marks, listed.kept), [plane, listed])
  const stops = useMemo(() => rows.map(({ index }) => index), [rows])
  const exports = useMemo(
    (): TableExport<CandidateRow> => ({
      by: 'page',
      isScience: true,
      all: () => namedCandidates(candidateRows(plane, listed.marks, listed.kept, mostExported), subject),
    }),
    [plane, listed, subject],
  )
  return { listed, rows, stops, exports }
}
