import { Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { LightCurvePoint, SourceDetails } from '../../../app/contract/sources.ts'
import { Coordinates } from '../../parts/coordinates.tsx'
import { formatUtc } from '../../parts/format.ts'
import { ItemTable } from '../../parts/itemTable.tsx'
import { positionFile, type FileColumn, type TableColumn } from '../../parts/table/tableColumn.ts'
import { imageAddress, measurementAddress } from './measurementAddress.ts'

interface MeasurementsTableProps {
  readonly source: SourceDetails
  /** The measurements that the plots point at. */
  readonly selected: ReadonlySet<number>
}

function fluxFile(
  name: string,
  unit: string,
  of: (point: LightCurvePoint) => readonly [number, number],
): readonly FileColumn<LightCurvePoint>[] {
  return [
    { name, unit, value: (point) => of(point)[0] },
    { name: `${name}_err`, unit, value: (point) => of(point)[1] },
  ]
}

function withError(value: number, error: number): string {
  return `${value.toFixed(3)} ± ${error.toFixed(3)}`
}

const values: readonly TableColumn<LightCurvePoint>[] = [
  { id: 'mjd', header: 'MJD', isNumber: true, cell: ({ mjd }) => mjd.toFixed(4), sortBy: ({ mjd }) => mjd },
  {
    id: 'kind',
    header: 'Kind',
    cell: ({ isForced }) => (isForced ? 'forced fit' : 'detection'),
    file: [{ name: 'forced', value: ({ isForced }) => isForced }],
  },
  {
    id: 'peak',
    header: 'Peak',
    unit: 'mJy/beam',
    isNumber: true,
    cell: ({ peakMjy, peakErrorMjy }) => withError(peakMjy, peakErrorMjy),
    file: fluxFile('flux_peak', 'mJy/beam', ({ peakMjy, peakErrorMjy }) => [peakMjy, peakErrorMjy]),
  },
  {
    id: 'integrated',
    header: 'Integrated',
    unit: 'mJy',
    isNumber: true,
    cell: ({ integratedMjy, integratedErrorMjy }) => withError(integratedMjy, integratedErrorMjy),
    file: fluxFile('flux_int', 'mJy', ({ integratedMjy, integratedErrorMjy }) => [integratedMjy, integratedErrorMjy]),
  },
  {
    id: 'noise',
    header: 'Noise',
    unit: 'mJy/beam',
    isNumber: true,
    cell: ({ noiseMjy }) => noiseMjy.toFixed(3),
    sortBy: ({ noiseMjy }) => noiseMjy,
  },
  { id: 'snr', header: 'S/N', isNumber: true, cell: ({ snr }) => snr?.toFixed(1) ?? '', sortBy: ({ snr }) => snr },
  {
    id: 'frequency',
    header: 'Frequency',
    unit: 'MHz',
    isNumber: true,
    cell: ({ frequencyMhz }) => frequencyMhz?.toFixed(1) ?? '',
    sortBy: ({ frequencyMhz }) => frequencyMhz,
  },
  {
    id: 'siblings',
    header: 'Siblings',
    cell: ({ hasSiblings }) => (hasSiblings ? 'yes' : ''),
    file: [{ name: 'siblings', value: ({ hasSiblings }) => hasSiblings }],
  },
  {
    id: 'position',
    header: 'Position',
    cell: ({ raDeg, decDeg }) => <Coordinates raDeg={raDeg} decDeg={decDeg} />,
    file: positionFile((point) => point),
  },
]

/** The time leads to the measurement, the image to the image. */
function columnsOf(run: string): readonly TableColumn<LightCurvePoint>[] {
  return [
    {
      id: 'time',
      header: 'Time',
      unit: 'UTC',
      cell: ({ id, timeUtc }) => <Link to={measurementAddress(run, id)}>{formatUtc(timeUtc).replace(' UTC', '')}</Link>,
      file: [
        { name: 'id', value: ({ id }) => id },
        { name: 'time', value: ({ timeUtc }) => timeUtc },
      ],
    },
    ...values,
    {
      id: 'image',
      header: 'Image',
      cell: ({ image, imageNumber }) => <Link to={imageAddress(run, imageNumber)}>{image}</Link>,
      sortBy: ({ image }) => image,
    },
  ]
}

/** The measurements of a light curve, one a row. */
export function MeasurementsTable({ source, selected }: MeasurementsTableProps) {
  const ids = useMemo(() => new Set([...selected].map(String)), [selected])
  const columns = useMemo(() => columnsOf(source.run), [source.run])
  return (
    <ItemTable
      name="source-measurements"
      exports={{ by: 'page', isScience: true, fileName: `${source.name}_measurements` }}
      label="Measurements"
      lead={<Title order={2}>Measurements</Title>}
      rows={source.measurements}
      columns={columns}
      idOf={({ id }) => String(id)}
      nameOf={({ image }) => image}
      highlighted={ids}
    />
  )
}
