import { Button, Group, SegmentedControl, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { Footprints, SkyImage } from '../../../app/contract/skyMap.ts'
import { formatCount, formatUtc } from '../../parts/format.ts'
import { ItemTable } from '../../parts/itemTable.tsx'
import type { TableColumn, TableSort } from '../../parts/table/tableColumn.ts'
import { finds } from '../../parts/listSearch.ts'
import { SearchField } from '../../parts/searchField.tsx'
import { formatDec, formatRa } from '../../parts/sexagesimal.ts'
import type { SkyRegion } from '../../plots/skyChart/skyRegions.ts'
import { runsOf, type ShownFootprints } from './useFootprints.ts'

export type SkyListKind = 'runs' | 'regions' | 'images'

interface SkyListProps {
  readonly kind: SkyListKind
  readonly onKind: (kind: SkyListKind) => void
  readonly all: Footprints
  readonly shown: ShownFootprints
  readonly pointed: ReadonlySet<string>
  /** Brings some regions into the middle of the map. */
  readonly onShow: (regions: readonly SkyRegion<SkyImage>[]) => void
}

interface Row {
  readonly id: string
  readonly name: string
  readonly to: string | null
  readonly count: number | null
  readonly remark: string
  readonly regions: readonly SkyRegion<SkyImage>[]
}

function runRows({ shown, all }: SkyListProps): readonly Row[] {
  return shown.runs.map(({ id, name, version, sources }) => {
    const regions = shown.regions.filter(({ images }) => images.some((image) => image.runs.some((place) => all.runs[place]?.id === id)))
    return { id, name, to: `/runs/${encodeURIComponent(id)}`, count: sources, remark: `version ${version}`, regions }
  })
}

function placeWords({ raDeg, decDeg }: { readonly raDeg: number; readonly decDeg: number }): string {
  return `${formatRa(raDeg)} ${formatDec(decDeg)}`
}

function regionRows({ shown, all }: SkyListProps): readonly Row[] {
  return shown.regions.map((region) => {
    const names = runsOf(region.images, all).map(({ run }) => run.name)
    return { id: region.id, name: placeWords(region), to: null, count: region.images.length, remark: names.join(', '), regions: [region] }
  })
}

/** The page of an image in a run that uses it. */
function addressOfImage({ number, runs }: SkyImage, all: Footprints): string | null {
  const run = all.runs[runs[0] ?? -1]
  return run ? `/runs/${encodeURIComponent(run.id)}/images/${number}` : null
}

function imageRows({ shown, all }: SkyListProps): readonly Row[] {
  const regionOf = new Map(shown.regions.flatMap((region) => region.images.map(({ id }) => [id, region] as const)))
  return shown.images.map((image) => {
    const region = regionOf.get(image.id)
    return {
      id: image.id,
      name: image.name,
      to: addressOfImage(image, all),
      count: null,
      remark: formatUtc(image.timeUtc),
      regions: region ? [region] : [],
    }
  })
}

const rowsOf = { runs: runRows, regions: regionRows, images: imageRows } as const
const headers = { runs: ['run', 'sources', 'shown'], regions: ['middle', 'images', 'runs'], images: ['image', '', 'time'] } as const

function columnsOf(kind: SkyListKind, onShow: SkyListProps['onShow']): readonly TableColumn<Row>[] {
  const [name, count, remark] = headers[kind]
  return [
    {
      id: 'show',
      header: 'map',
      width: 64,
      isControl: true,
      cell: ({ name: of, regions }) => (
        <Button
          size="compact-xs"
          variant="default"
          disabled={regions.length === 0}
          aria-label={`Show ${of} on the map`}
          onClick={() => onShow(regions)}
        >
          Show
        </Button>
      ),
    },
    {
      id: 'name',
      header: name,
      sortBy: (row) => row.name,
      cell: (row) => (row.to === null ? <span className="site-mono">{row.name}</span> : <Link to={row.to}>{row.name}</Link>),
    },
    ...(count === ''
      ? []
      : [{ id: 'count', header: count, isNumber: true, sortBy: (row: Row) => row.count, cell: (row: Row) => formatCount(row.count ?? 0) }]),
    { id: 'remark', header: remark, sortBy: (row) => row.remark, cell: (row) => <span className="site-muted">{row.remark}</span> },
  ]
}

/** What the map shows, as a list: the way to it without a pointer or without seeing it. */
export function SkyList(props: SkyListProps) {
  const { kind, onKind, pointed, onShow } = props
  const [text, setText] = useState('')
  const [sort, setSort] = useState<TableSort | undefined>(undefined)
  const columns = useMemo(() => columnsOf(kind, onShow), [kind, onShow])
  const rows = rowsOf[kind](props)
  const found = rows.filter(({ name, remark }) => finds(text, `${name} ${remark}`))
  return (
    <div>
      <Group gap="sm" mb="sm">
        <SegmentedControl
          size="xs"
          aria-label="What is listed"
          value={kind}
          onChange={(next) => onKind(next)}
          data={[
            { value: 'runs', label: 'Runs' },
            { value: 'regions', label: 'Regions' },
            { value: 'images', label: 'Images' },
          ]}
        />
        <SearchField label={`Search ${kind}`} value={text} onChange={setText} />
        <Text c="dimmed" role="status">
          {found.length === rows.length ? formatCount(rows.length) : `${formatCount(found.length)} of ${formatCount(rows.length)}`}
        </Text>
      </Group>
      {found.length === 0 ? (
        <Text c="dimmed" p="md" className="site-panel">
          {text === '' ? `There are no ${kind} here.` : `No ${kind} have ${JSON.stringify(text)} in them.`}
        </Text>
      ) : (
        <ItemTable
          name={`sky-${kind}`}
          exports={{ by: 'page' }}
          label={kind}
          rows={found}
          columns={columns}
          idOf={({ id }) => id}
          nameOf={({ name }) => name}
          sort={sort}
          onSort={setSort}
          highlighted={pointed}
          onOpen={({ regions }) => onShow(regions)}
        />
      )}
    </div>
  )
}
