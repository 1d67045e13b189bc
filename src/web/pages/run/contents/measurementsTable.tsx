import { Button, Group, Loader, Select, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { measurementColumns, type MeasurementColumn, type MeasurementRow } from '../../../../app/contract/runContents.ts'
import type { RunStatus } from '../../../../app/contract/runStatus.ts'
import { addressOf } from '../../../api/callApi.ts'
import { useApi } from '../../../api/useApi.ts'
import { Coordinates } from '../../../parts/coordinates.tsx'
import { CutText } from '../../../parts/cutText.tsx'
import { formatCount, formatUtc } from '../../../parts/format.ts'
import { ItemTable } from '../../../parts/itemTable.tsx'
import type { TableColumn, TableSort } from '../../../parts/table/tableColumn.ts'
import { Loaded } from '../../../parts/loaded.tsx'
import { readSort } from '../../../parts/sortText.ts'
import { useIsSlow } from '../../../parts/useIsSlow.ts'
import type { RunSearch } from '../runSearch.ts'
import { useRunAddress } from '../useRunAddress.ts'
import { useMeasurements } from './useMeasurements.ts'
import { withError } from './withError.ts'

const ARCSEC_PER_DEG = 3600

/** The server sorts: a column needs to say only that it can be sorted by. */
const sortBy = () => null

function fixed(value: number | null, decimals: number): string {
  return value === null ? '' : value.toFixed(decimals)
}

function arcsec(errorDeg: number | null): string {
  return errorDeg === null ? '' : (errorDeg * ARCSEC_PER_DEG).toFixed(2)
}

function columnsOf(run: RunStatus, version: number): readonly TableColumn<MeasurementRow>[] {
  return [
    {
      id: 'id',
      header: 'Measurement',
      isNumber: true,
      cell: ({ id }) => (
        <Link
          to="/runs/$run/measurements/$measurement"
          params={{ run: run.id, measurement: String(id) }}
          search={version === run.version ? {} : { version }}
        >
          {id}
        </Link>
      ),
      sortBy,
    },
    { id: 'image', header: 'Image', cell: ({ imageName }) => <CutText text={imageName} />, file: [] },
    { id: 'time', header: 'Time', unit: 'UTC', cell: ({ time }) => formatUtc(new Date(time).toISOString()).slice(0, 19), sortBy },
    { id: 'component', header: 'Kind', cell: ({ isForced, component }) => (isForced ? 'forced fit' : (component ?? 'detection')) },
    {
      id: 'sources',
      header: 'Sources',
      cell: ({ sources }) =>
        sources.map((source, index) => (
          <span key={source}>
            {index > 0 && ', '}
            <Link
              to="/runs/$run/sources/$source"
              params={{ run: run.id, source: String(source) }}
              search={version === run.version ? {} : { version }}
            >
              {source}
            </Link>
          </span>
        )),
      file: [],
    },
    { id: 'ra', header: 'Position', cell: ({ ra, dec }) => <Coordinates raDeg={ra} decDeg={dec} />, sortBy },
    { id: 'dec', header: 'Declination', unit: '°', isNumber: true, cell: ({ dec }) => dec.toFixed(5), sortBy },
    { id: 'uncertainty_ew', header: 'σ E-W', unit: '″', isNumber: true, cell: (row) => arcsec(row.uncertainty_ew), sortBy },
    { id: 'uncertainty_ns', header: 'σ N-S', unit: '″', isNumber: true, cell: (row) => arcsec(row.uncertainty_ns), sortBy },
    {
      id: 'flux_peak',
      header: 'Peak',
      unit: 'mJy/beam',
      isNumber: true,
      cell: (row) => withError(row.flux_peak, row.flux_peak_err),
      sortBy,
    },
    { id: 'flux_int', header: 'Integrated', unit: 'mJy', isNumber: true, cell: (row) => withError(row.flux_int, row.flux_int_err), sortBy },
    { id: 'local_rms', header: 'Noise', unit: 'mJy/beam', isNumber: true, cell: (row) => fixed(row.local_rms, 3), sortBy },
    { id: 'snr', header: 'S/N', isNumber: true, cell: ({ snr }) => fixed(snr, 1), sortBy },
    { id: 'compactness', header: 'Compactness', isNumber: true, cell: (row) => fixed(row.compactness, 2), sortBy },
    { id: 'bmaj', header: 'Major', unit: '″', isNumber: true, cell: ({ bmaj }) => fixed(bmaj, 2), sortBy },
    { id: 'bmin', header: 'Minor', unit: '″', isNumber: true, cell: ({ bmin }) => fixed(bmin, 2), sortBy },
    { id: 'pa', header: 'PA', unit: '°', isNumber: true, cell: ({ pa }) => fixed(pa, 0), sortBy },
  ]
}

function columnNamed(name: string): MeasurementColumn | undefined {
  return measurementColumns.find((column) => column === name)
}

function searchSort({ column, isDescending }: TableSort): RunSearch['sort'] {
  const name = columnNamed(column)
  return name && (isDescending ? (`-${name}` as const) : name)
}

function forcedOf(value: string | null): RunSearch['forced'] {
  return value === 'only' || value === 'without' ? value : undefined
}

interface SortingProps {
  readonly column: string
  readonly total: number
  readonly onStop: () => void
}

/** An order by what the files are not ordered by takes its time over thousands of images: it is said, and can be left. */
function Sorting({ column, total, onStop }: SortingProps) {
  if (!useIsSlow()) return null
  return (
    <Group gap="sm" role="status" aria-busy="true">
      <Loader size="xs" />
      <Text size="sm">
        Sorting {formatCount(total)} measurements by {column}
      </Text>
      <Button variant="default" onClick={onStop}>
        Stop
      </Button>
    </Group>
  )
}

interface MeasurementsTableProps {
  readonly run: RunStatus
  readonly version: number
}

function Filters({ run, version, total }: { readonly run: string; readonly version: number; readonly total: number | undefined }) {
  const { search, change } = useRunAddress()
  const images = useApi('listRunImages', { params: { run }, query: { version } }).data?.images ?? []
  return (
    <Group gap="sm" mb="sm">
      <Select
        aria-label="Image"
        placeholder="All images"
        size="xs"
        w={340}
        maw="100%"
        searchable
        clearable
        limit={200}
        data={images.map(({ number, name }) => ({ value: String(number), label: name }))}
        value={search.image === undefined ? null : String(search.image)}
        onChange={(value) => change({ image: value === null ? undefined : Number(value) })}
      />
      <Select
        aria-label="Kind of measurement"
        size="xs"
        w={200}
        data={[
          { value: 'all', label: 'Detections and forced fits' },
          { value: 'without', label: 'Detections' },
          { value: 'only', label: 'Forced fits' },
        ]}
        value={search.forced ?? 'all'}
        onChange={(value) => change({ forced: forcedOf(value) })}
        allowDeselect={false}
      />
      <Text c="dimmed" role="status">
        {total !== undefined && formatCount(total)}
      </Text>
    </Group>
  )
}

/** The measurements of a version: filtered, sorted by any column, loaded as they are scrolled to. */
export function MeasurementsTable({ run, version }: MeasurementsTableProps) {
  const { search, change } = useRunAddress()
  const { image, forced } = search
  const sort = readSort(search.sort) ?? { column: 'id', isDescending: false }
  const filter = { version, ...(image === undefined ? {} : { image }), ...(forced === undefined ? {} : { forced }) }
  const query = useMeasurements(run.id, {
    ...filter,
    sort: columnNamed(sort.column) ?? 'id',
    descending: sort.isDescending ? 'true' : 'false',
  })
  const { isPlaceholderData } = query
  const settled = useRef(search.sort)
  useEffect(() => {
    if (!isPlaceholderData) settled.current = search.sort
  }, [isPlaceholderData, search.sort])
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const readOn = () => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }
  return (
    <>
      <Filters run={run.id} version={version} total={query.data?.pages[0]?.total} />
      <Loaded query={query}>
        {({ pages }) => (
          <ItemTable
            name="run-measurements"
            exports={{
              by: 'server',
              addressOf: (format) => addressOf('exportMeasurements', { params: { run: run.id }, query: { ...filter, format } }),
            }}
            label={`Measurements of version ${version}`}
            rows={pages.flatMap(({ rows }) => rows)}
            columns={columnsOf(run, version)}
            idOf={({ id }) => String(id)}
            nameOf={({ id }) => String(id)}
            sort={sort}
            onSort={(next) => change({ sort: searchSort(next) })}
            isSorted
            lead={
              isPlaceholderData && (
                <Sorting column={sort.column} total={pages[0]?.total ?? 0} onStop={() => change({ sort: settled.current })} />
              )
            }
            onEnd={readOn}
          />
        )}
      </Loaded>
      {isFetchingNextPage && <Text c="dimmed">Reading on</Text>}
      {query.isFetchNextPageError && (
        <Button variant="default" onClick={readOn}>
          Read on
        </Button>
      )}
    </>
  )
}
