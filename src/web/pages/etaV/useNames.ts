import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../api/callApi.ts'
import type { CandidateRow } from './candidateRows.ts'
import type { EtaVSubjectQuery } from './etaVSubject.ts'

const namesAtOnce = 200

async function sourcesOf(keys: readonly string[], subject: EtaVSubjectQuery, signal?: AbortSignal) {
  const { sources } = await callApi('listEtaVSources', { query: { ...subjectOf(subject), keys: keys.join(',') } }, signal)
  return sources
}

const askedAtOnce = 500
const mostNamed = 20_000

/** Candidates with the names and positions that files have; of very many, only the first are asked for. */
export async function namedCandidates(rows: readonly CandidateRow[], subject: EtaVSubjectQuery): Promise<readonly CandidateRow[]> {
  const found = new Map<string, CandidateRow['found']>()
  const most = Math.min(rows.length, mostNamed)
  for (let first = 0; first < most; first += askedAtOnce) {
    const keys = rows.slice(first, first + askedAtOnce).map(({ key }) => key)
    for (const source of await sourcesOf(keys, subject)) found.set(source.key, source)
  }
  return rows.map((row) => ({ ...row, found: found.get(row.key) }))
}

/** The names of rows of a list come with those of the rows around them. */
export function useName(rows: readonly CandidateRow[], { place, key, id }: CandidateRow, subject: EtaVSubjectQuery): string {
  const first = Math.floor(place / namesAtOnce) * namesAtOnce
  const keys = rows.slice(first, first + namesAtOnce).map((row) => row.key)
  const wanted = keys.length > 0 ? keys : [key]
  const { data } = useQuery({
    queryKey: ['listEtaVSources', subject, wanted],
    queryFn: async ({ signal }) => {
      const found = await sourcesOf(wanted, subject, signal)
      return new Map(found.map((source) => [source.key, source.name]))
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
