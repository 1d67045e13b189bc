import { useMemo } from 'react'
import type { LightCurvePoint } from '../../../app/contract/sources.ts'
import { Coordinates } from '../../parts/coordinates.tsx'
import { formatUtc } from '../../parts/format.ts'
import { ItemTable, type TableColumn } from '../../parts/itemTable.tsx'

interface MeasurementsTableProps {
  readonly measurements: readonly LightCurvePoint[]
  /** The measurement that the light curve points at. */
  readonly selectedId: number | null
}

function withError(value: number, error: number): string {
  return `${value.toFixed(3)} ± ${error.toFixed(3)}`
}

const columns: readonly TableColumn<LightCurvePoint>[] = [
  { id: 'time', header: 'Time', unit: 'UTC', cell: ({ timeUtc }) => formatUtc(timeUtc).replace(' UTC', '') },
  { id: 'mjd', header: 'MJD', isNumber: true, cell: ({ mjd }) => mjd.toFixed(4) },
  { id: 'kind', header: 'Kind', cell: ({ isForced }) => (isForced ? 'forced fit' : 'detection') },
  { id: 'peak', header: 'Peak', unit: 'mJy/beam', isNumber: true, cell: ({ peakMjy, peakErrorMjy }) => withError(peakMjy, peakErrorMjy) },
  {
    id: 'integrated',
    header: 'Integrated',
    unit: 'mJy',
    isNumber: true,
    cell: ({ integratedMjy, integratedErrorMjy }) => withError(integratedMjy, integratedErrorMjy),
  },
  { id: 'noise', header: 'Noise', unit: 'mJy/beam', isNumber: true, cell: ({ noiseMjy }) => noiseMjy.toFixed(3) },
  { id: 'snr', header: 'S/N', isNumber: true, cell: ({ snr }) => snr?.toFixed(1) ?? '' },
  { id: 'siblings', header: 'Siblings', cell: ({ hasSiblings }) => (hasSiblings ? 'yes' : '') },
  { id: 'position', header: 'Position', cell: ({ raDeg, decDeg }) => <Coordinates raDeg={raDeg} decDeg={decDeg} /> },
  { id: 'image', header: 'Image', cell: ({ image }) => image },
]

/** The measurements of a light curve, one a row. */
export function MeasurementsTable({ measurements, selectedId }: MeasurementsTableProps) {
  const ids = useMemo(() => new Set(selectedId === null ? [] : [String(selectedId)]), [selectedId])
  return (
    <ItemTable
      label="Measurements"
      rows={measurements}
      columns={columns}
      idOf={({ id }) => String(id)}
      nameOf={({ image }) => image}
      highlighted={ids}
    />
  )
}
