import { useNavigate } from '@tanstack/react-router'
import { readPosition } from '../../../app/contract/query/readPosition.ts'
import { useApi } from '../../api/useApi.ts'
import { formatDec, formatRa } from '../../parts/sexagesimal.ts'

/** Something that can be gone to. */
export interface Choice {
  readonly words: string
  readonly do: () => void
}

const mostSources = 8

/** How far around a position sources are looked for at first. */
const radiusArcmin = 2

/** Near enough that the field of a telescope fills the map. */
const fieldZoom = 60

/** A text that may be a part of a name by position, such as `J0523` or `052334-69`. */
const partOfName = /^(?:j\d{2}|\d{4})[\d.]*(?:[+-][\d.]*)?$/i

/** Sources whose names have a text in them, of all runs that the user may see. */
export function useFoundSources(asked: string): readonly Choice[] {
  const navigate = useNavigate()
  const isName = partOfName.test(asked)
  const q = `name contains '${isName ? asked : ''}'`
  const { data } = useApi('listSources', { query: { q, limit: mostSources } }, { enabled: isName })
  if (!isName || !data) return []
  const at = (name: string) => data.columns.findIndex((column) => column.name === name)
  const [run, id, name] = [at('run'), at('id'), at('name')]
  return data.rows.map((row) => {
    const params = { run: String(row[run]), source: String(row[id]) }
    return { words: `${row[name]} in ${params.run}`, do: () => void navigate({ to: '/runs/$run/sources/$source', params }) }
  })
}

/** What there is to go to where a text is a position, in any usual notation. */
export function useFoundPosition(text: string): readonly Choice[] {
  const navigate = useNavigate()
  const read = readPosition(text)
  if (!read.ok) return []
  const { raDeg, decDeg } = read.value
  const words = `${formatRa(raDeg)} ${formatDec(decDeg)}`
  const [ra, dec] = [Number(raDeg.toFixed(6)), Number(decDeg.toFixed(6))]
  const q = `cone(${ra}, ${dec}, ${radiusArcmin} arcmin)`
  return [
    { words: `Sources within ${radiusArcmin} arcmin of ${words}`, do: () => void navigate({ to: `/sources?q=${encodeURIComponent(q)}` }) },
    { words: `${words} on the sky`, do: () => void navigate({ to: `/sky?ra=${ra}&dec=${dec}&zoom=${fieldZoom}` }) },
  ]
}
