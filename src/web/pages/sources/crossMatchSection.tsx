import { Text, Title } from '@mantine/core'
import type { CrossMatch } from '../../../app/contract/reference.ts'
import type { OutsideObjects } from '../../../app/contract/outside.ts'
import type { SourceDetails } from '../../../app/contract/sources.ts'
import { useApi } from '../../api/useApi.ts'
import { Coordinates } from '../../parts/coordinates.tsx'
import { ItemTable } from '../../parts/itemTable.tsx'
import { positionFile, type TableColumn } from '../../parts/table/tableColumn.ts'

type Matched = CrossMatch['catalogues'][number]
type Match = Matched['matches'][number]
type Outside = OutsideObjects['objects'][number]

function cellText(value: Match['values'][number] | undefined): string {
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)))
  return value === null || value === undefined ? '' : String(value)
}

function plainOf(value: Match['values'][number] | undefined): string | number | null {
  return typeof value === 'number' || typeof value === 'string' ? value : value === undefined || value === null ? null : String(value)
}

/** What every object beside the source has. */
type Beside = Pick<Match, 'separationArcsec' | 'raDeg' | 'decDeg'>

const separation: TableColumn<Beside> = {
  id: 'separation',
  header: 'Separation',
  unit: 'arcsec',
  isNumber: true,
  cell: ({ separationArcsec }) => separationArcsec.toFixed(2),
  sortBy: ({ separationArcsec }) => separationArcsec,
}

const position: TableColumn<Beside> = {
  id: 'position',
  header: 'Position',
  cell: ({ raDeg, decDeg }) => <Coordinates raDeg={raDeg} decDeg={decDeg} />,
  file: positionFile((object) => object),
}

function columnsOf({ columns, matches }: Matched): readonly TableColumn<Match>[] {
  return [
    { id: 'object', header: 'Object', cell: ({ name }) => name ?? '' },
    separation,
    {
      id: 'angle',
      header: 'Angle',
      unit: '°',
      description: 'Position angle from the source to the object, north through east',
      isNumber: true,
      cell: ({ positionAngleDeg }) => positionAngleDeg.toFixed(0),
      sortBy: ({ positionAngleDeg }) => positionAngleDeg,
    },
    position,
    ...columns.map(({ name, unit, description }, index): TableColumn<Match> => ({
      id: `catalogue ${name}`,
      header: name,
      ...(unit ? { unit } : {}),
      ...(description ? { description } : {}),
      isNumber: matches.some(({ values }) => typeof values[index] === 'number'),
      cell: ({ values }) => cellText(values[index]),
      sortBy: ({ values }) => plainOf(values[index]),
    })),
  ]
}

function Matches({ matched }: { readonly matched: Matched }) {
  const { name, radiusArcsec, matches, fault } = matched
  return (
    <div>
      <Title order={3} mb="xs">
        {name} <span className="site-muted">within {radiusArcsec}″</span>
      </Title>
      {fault && <Text>It cannot be read: {fault}</Text>}
      {!fault && matches.length === 0 && <Text c="dimmed">Nothing is there.</Text>}
      {matches.length > 0 && (
        <ItemTable
          name={`matches-${matched.id}`}
          exports={{ by: 'page', isScience: true, fileName: `matches_${name}` }}
          label={`Matches in ${name}`}
          rows={matches}
          columns={columnsOf(matched)}
          idOf={({ raDeg, decDeg, name: object }) => `${object} ${raDeg} ${decDeg}`}
          nameOf={(match) => match.name ?? ''}
        />
      )}
    </div>
  )
}

const outsideColumns: readonly TableColumn<Outside>[] = [
  { id: 'name', header: 'Object', cell: ({ name }) => name },
  { id: 'service', header: 'In', cell: ({ service }) => service },
  { id: 'type', header: 'Type', cell: ({ type }) => type },
  separation,
  position,
]

function OutsideMatches({ found }: { readonly found: OutsideObjects }) {
  const { objects, faults, radiusArcsec } = found
  return (
    <div>
      <Title order={3} mb="xs">
        SIMBAD and NED <span className="site-muted">within {radiusArcsec}″</span>
      </Title>
      {faults.map(({ service, message }) => (
        <Text key={service}>{message}</Text>
      ))}
      {objects.length === 0 && faults.length < 2 && <Text c="dimmed">Nothing is there.</Text>}
      {objects.length > 0 && (
        <ItemTable
          name="matches-outside"
          exports={{ by: 'page', isScience: true, fileName: 'matches_simbad_ned' }}
          label="Objects in SIMBAD and NED"
          rows={objects}
          columns={outsideColumns}
          idOf={({ service, name, raDeg, decDeg }) => `${service} ${name} ${raDeg} ${decDeg}`}
          nameOf={({ name }) => name}
        />
      )}
    </div>
  )
}

/** What catalogues of others have around a source. The page stands without it: it is left out until it is there. */
export function CrossMatchSection({ source }: { readonly source: SourceDetails }) {
  const given = { params: { run: source.run, source: source.id }, query: { version: source.version } }
  const { data: local } = useApi('crossMatchSource', given)
  const { data: outside } = useApi('showOutside', given)
  const catalogues = local?.catalogues ?? []
  if (catalogues.length === 0 && !outside?.isAllowed) return null
  return (
    <section aria-label="Cross-matches">
      <Title order={2} mb="sm">
        Cross-matches
      </Title>
      {catalogues.map((matched) => (
        <Matches key={matched.id} matched={matched} />
      ))}
      {outside?.isAllowed && <OutsideMatches found={outside} />}
    </section>
  )
}
