import { Link } from '@tanstack/react-router'
import type { ImageDetails } from '../../../app/contract/images.ts'
import type { MeasurementRow } from '../../../app/contract/runContents.ts'
import { addressOf } from '../../api/callApi.ts'
import { useApi } from '../../api/useApi.ts'
import { Coordinates } from '../../parts/coordinates.tsx'
import { formatCount } from '../../parts/format.ts'
import { ItemTable } from '../../parts/itemTable.tsx'
import type { TableColumn } from '../../parts/table/tableColumn.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Section } from '../../parts/section.tsx'
import { withError } from '../run/contents/withError.ts'

const rowsShown = 20

function columnsOf(run: string, version: number | undefined): readonly TableColumn<MeasurementRow>[] {
  const search = version === undefined ? {} : { version }
  return [
    {
      id: 'id',
      header: 'Measurement',
      cell: ({ id, component }) => (
        <Link to="/runs/$run/measurements/$measurement" params={{ run, measurement: String(id) }} search={search} className="site-mono">
          {component ?? id}
        </Link>
      ),
      file: [],
    },
    { id: 'kind', header: 'Kind', cell: ({ isForced }) => (isForced ? 'forced fit' : 'detection') },
    { id: 'position', header: 'Position', cell: ({ ra, dec }) => <Coordinates raDeg={ra} decDeg={dec} />, file: [] },
    { id: 'peak', header: 'Peak', unit: 'mJy/beam', isNumber: true, cell: (row) => withError(row.flux_peak, row.flux_peak_err) },
    { id: 'integrated', header: 'Integrated', unit: 'mJy', isNumber: true, cell: (row) => withError(row.flux_int, row.flux_int_err) },
    { id: 'snr', header: 'S/N', isNumber: true, cell: ({ snr }) => snr?.toFixed(1) ?? '' },
    {
      id: 'sources',
      header: 'Sources',
      cell: ({ sources }) =>
        sources.map((source) => (
          <span key={source}>
            <Link to="/runs/$run/sources/$source" params={{ run, source: String(source) }} search={search}>
              {source}
            </Link>{' '}
          </span>
        )),
      file: [],
    },
  ]
}

/** The brightest measurements of an image as a table: what the ellipses on it show, for readers without a pointer too. */
export function BrightestTable({ image, version }: { readonly image: ImageDetails; readonly version: number | undefined }) {
  const query = useApi('listMeasurements', {
    params: { run: image.runId },
    query: { version: image.version, image: image.number, sort: 'flux_peak', descending: 'true', limit: rowsShown },
  })
  return (
    <Section
      title="Brightest measurements"
      actions={
        <Link to="/runs/$run" params={{ run: image.run }} search={{ tab: 'measurements', image: image.number }}>
          All {formatCount(query.data?.total ?? image.measurements)}
        </Link>
      }
    >
      <Loaded query={query}>
        {({ rows }) => (
          <ItemTable
            name="image-measurements"
            exports={{
              by: 'server',
              addressOf: (format) =>
                addressOf('exportMeasurements', {
                  params: { run: image.runId },
                  query: { version: image.version, image: image.number, format },
                }),
            }}
            label={`Brightest measurements of ${image.name}`}
            rows={rows}
            columns={columnsOf(image.run, version)}
            idOf={({ id }) => String(id)}
            nameOf={({ id, component }) => component ?? String(id)}
          />
        )}
      </Loaded>
    </Section>
  )
}
