import { Table, Text } from '@mantine/core'
import { FluxChoice } from '../../parts/fluxChoice.tsx'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { SampleSource } from '../../../app/contract/sampleCurves.ts'
import { useApi } from '../../api/useApi.ts'
import { Coordinates } from '../../parts/coordinates.tsx'
import { isGone, ItemFault } from '../../parts/itemFault.tsx'
import { ItemTable } from '../../parts/itemTable.tsx'
import type { TableColumn } from '../../parts/table/tableColumn.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Page } from '../../parts/page.tsx'
import { Section } from '../../parts/section.tsx'
import type { CurveOptions } from '../../plots/curve/curvePoint.ts'
import { OverlaidCurves } from '../../plots/points/overlaidCurves.tsx'
import { formatCell } from './formatCell.ts'
import classes from './samplePage.module.css'

const route = getRouteApi('/framed/samples/$sample/source')

const list = { words: 'Samples', to: '/samples' }

type Measurement = SampleSource['measurements'][number]

function number(id: string, unit: string | null, digits: number, of: (row: Measurement) => number | null): TableColumn<Measurement> {
  const cell = (row: Measurement) => of(row)?.toFixed(digits) ?? ''
  return { id, header: id, ...(unit === null ? {} : { unit }), isNumber: true, cell, sortBy: of }
}

const columns: readonly TableColumn<Measurement>[] = [
  {
    id: 'time',
    header: 'time',
    unit: 'UTC',
    cell: ({ timeUtc }) => timeUtc.slice(0, 19).replace('T', ' '),
    sortBy: ({ timeUtc }) => timeUtc,
  },
  number('mjd', 'd', 5, ({ mjd }) => mjd),
  { id: 'image', header: 'image', cell: ({ image }) => <span className="site-mono">{image}</span>, sortBy: ({ image }) => image },
  number('frequency', 'MHz', 1, ({ frequencyMhz }) => frequencyMhz),
  number('flux_peak', 'mJy/beam', 3, ({ peakMjy }) => peakMjy),
  number('flux_peak_err', 'mJy/beam', 3, ({ peakErrorMjy }) => peakErrorMjy),
  number('flux_int', 'mJy', 3, ({ integratedMjy }) => integratedMjy),
  number('flux_int_err', 'mJy', 3, ({ integratedErrorMjy }) => integratedErrorMjy),
  number('local_rms', 'mJy/beam', 3, ({ noiseMjy }) => noiseMjy),
  number('snr', null, 1, ({ snr }) => snr),
  {
    id: 'forced',
    header: 'forced',
    cell: ({ isForced }) => (isForced ? 'yes' : ''),
    file: [{ name: 'forced', value: ({ isForced }) => isForced }],
  },
]

function optionsOf(isPeak: boolean): CurveOptions {
  const label = isPeak ? 'Peak flux density' : 'Integrated flux density'
  return { label, unit: isPeak ? 'mJy/beam' : 'mJy', time: 'date', isLogFlux: false, limitSigma: 3, isByBand: false, range: null }
}

function Curve({ source }: { readonly source: SampleSource }) {
  const { flux } = route.useSearch()
  const navigate = route.useNavigate()
  const isPeak = flux !== 'integrated'
  const points = useMemo(
    () =>
      source.measurements.map(({ id, timeUtc, mjd, isForced, frequencyMhz, ...row }) => {
        const value = isPeak ? row.peakMjy : row.integratedMjy
        const error = isPeak ? row.peakErrorMjy : row.integratedErrorMjy
        return { id, timeMs: Date.parse(timeUtc), mjd, value, error, isForced, frequencyMhz }
      }),
    [source, isPeak],
  )
  const choose = (next: boolean) => void navigate({ search: (now) => ({ ...now, flux: next ? undefined : 'integrated' }), replace: true })
  return (
    <Section title="Light curve" actions={<FluxChoice isPeak={isPeak} onChange={choose} />}>
      <OverlaidCurves
        label={`Light curve of ${source.name}: ${points.length} measurements; the table below has the same`}
        options={optionsOf(isPeak)}
        curves={[{ words: `v${source.version}`, points, colour: 'var(--plot-detection)', detection: 'disc', forced: 'square' }]}
        origin={`${source.name}, run ${source.run}, version ${source.version}`}
      />
    </Section>
  )
}

function OfRun({ source: { origin, run, version, id } }: { readonly source: SampleSource }) {
  const isThere = origin.where === 'live' && origin.canRead
  const link = (
    <Link to="/runs/$run/sources/$source" params={{ run: origin.runId, source: String(id) }} search={{ version }}>
      The source in the run
    </Link>
  )
  return (
    <section className={classes.notice} aria-label="Where this is from">
      <Text fw={600}>
        As the sample keeps it: version {version} of {run}
      </Text>
      {isThere
        ? link
        : `The run is not to be seen any more${origin.remark === '' ? '' : `: ${origin.remark}`}. This is the copy of the sample.`}
    </section>
  )
}

function Statistics({ source: { columns: known, values } }: { readonly source: SampleSource }) {
  return (
    <Section title="Statistics">
      <Table aria-label="Values of the source" verticalSpacing={2} maw={520}>
        <Table.Tbody>
          {known.map(({ name, unit, description }, index) => (
            <Table.Tr key={name}>
              <Table.Th fw={400} title={description} className="site-mono">
                {name}
              </Table.Th>
              <Table.Td ta="right">
                {formatCell(values[index] ?? null, unit)} {unit && <span className="site-muted">{unit}</span>}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  )
}

function SourceView({ source }: { readonly source: SampleSource }) {
  return (
    <>
      <OfRun source={source} />
      <Curve source={source} />
      <Section title="Measurements">
        <ItemTable
          name="sample-measurements"
          exports={{ by: 'page', isScience: true, fileName: `${source.name}_measurements` }}
          label="Table of measurements"
          rows={source.measurements}
          columns={columns}
          idOf={({ id }) => String(id)}
          nameOf={({ image }) => image}
        />
      </Section>
      <Statistics source={source} />
    </>
  )
}

/** A source as a sample keeps it, with its light curve, whatever has become of its run. */
export function SampleSourcePage() {
  const { sample } = route.useParams()
  const { run, version, id } = route.useSearch()
  const query = useApi('showSampleSource', { params: { sample }, query: { run, version, id } })
  const { data, error } = query
  if (error && (!data || isGone(error))) return <ItemFault kind="sample" fault={error} list={list} onRetry={() => void query.refetch()} />
  const place = (name: string) => Number(data?.values[data.columns.findIndex((column) => column.name === name)] ?? 0)
  return (
    <Page
      title={data?.name ?? `Source ${id}`}
      crumbs={[list, { words: data?.sample.name ?? 'Sample', to: `/samples/${sample}` }]}
      status={data && <Coordinates raDeg={place('wavg_ra')} decDeg={place('wavg_dec')} />}
    >
      <Loaded query={query}>{(source) => <SourceView source={source} />}</Loaded>
    </Page>
  )
}
