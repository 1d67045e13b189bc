import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../api/callApi.ts'
import type { CandidateRow } from './candidateRows.ts'
import type { EtaVSubjectQuery } from './etaVSubject.ts'

const namesAtOnce = 200

/** The names of rows of a list come with those of the rows around them. */
export function useName(rows: readonly CandidateRow[], { place, key, id }: CandidateRow, subject: EtaVSubjectQuery): string {
  const first = Math.floor(place / namesAtOnce) * namesAtOnce
  const keys = rows.slice(first, first + namesAtOnce).map((row) => row.key)
  const wanted = keys.length > 0 ? keys : [key]
  const { data } = useQuery({
    queryKey: ['listEtaVSources', subject, wanted],
    queryFn: async ({ signal }) => {
      const { sources } = await callApi('listEtaVSources', { query: { ...subjectOf(subject), keys: wanted.join(',') } }, signal)
      return new Map(sources.map((source) => [source.key, source.name]))
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data?.get(key) ?? `Source ${id}`
}

function subjectOf({ run, q, sample, analysis }: EtaVSubjectQuery) {
  return {
    ...(run ? { run: [...run] } : {}),
    ...(q === undefined ? {} : { q }),
    ...(sample === undefined ? {} : { sample }),
    ...(analysis === undefined ? {} : { analysis }),
  }
}
