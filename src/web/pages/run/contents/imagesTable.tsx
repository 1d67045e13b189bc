import { Button, Text, Tooltip } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import type { MissingInput, RunImageView } from '../../../../app/contract/runContents.ts'
import { useApi } from '../../../api/useApi.ts'
import { Coordinates } from '../../../parts/coordinates.tsx'
import { CutText } from '../../../parts/cutText.tsx'
import { formatCount, formatUtc } from '../../../parts/format.ts'
import { ItemTable } from '../../../parts/itemTable.tsx'
import { positionFile, type FileColumn, type TableColumn } from '../../../parts/table/tableColumn.ts'
import { Loaded } from '../../../parts/loaded.tsx'
import { readSort, sortText } from '../../../parts/sortText.ts'
import { useRunAddress } from '../useRunAddress.ts'

interface ImagesTableProps {
  readonly run: string
  readonly version: number
}

function beam({ beamMajorArcsec, beamMinorArcsec, beamPaDeg }: RunImageView): string {
  return `${beamMajorArcsec.toFixed(1)} × ${beamMinorArcsec.toFixed(1)}, ${beamPaDeg.toFixed(0)}°`
}

const beamFile: readonly FileColumn<RunImageView>[] = [
  { name: 'beam_major', unit: 'arcsec', value: ({ beamMajorArcsec }) => beamMajorArcsec },
  { name: 'beam_minor', unit: 'arcsec', value: ({ beamMinorArcsec }) => beamMinorArcsec },
  { name: 'beam_pa', unit: 'deg', value: ({ beamPaDeg }) => beamPaDeg },
]

function Missing({ files }: { readonly files: readonly MissingInput[] }) {
  if (files.length === 0) return null
  const words = files.map(({ kind, path, found }) => `${kind} ${found}: ${path}`).join('\n')
  return (
    <Tooltip label={words} multiline style={{ whiteSpace: 'pre-line' }}>
      <span>
        <IconAlertTriangle size={14} color="var(--waiting)" aria-label={words} role="img" /> {files[0]?.kind}
        {files.length > 1 && ` +${files.length - 1}`} {files[0]?.found}
      </span>
    </Tooltip>
  )
}

function columnsOf(
  run: string,
  pinned: number | undefined,
  missing: ReadonlyMap<string, readonly MissingInput[]>,
  onMeasurements: (image: number) => void,
): readonly TableColumn<RunImageView>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      cell: ({ name, number }) => (
        <Link
          to="/runs/$run/images/$image"
          params={{ run, image: String(number) }}
          search={pinned === undefined ? {} : { version: pinned }}
        >
          <CutText text={name} />
        </Link>
      ),
      sortBy: ({ name }) => name,
    },
    { id: 'time', header: 'Start', unit: 'UTC', cell: ({ timeUtc }) => formatUtc(timeUtc).slice(0, 19), sortBy: ({ timeUtc }) => timeUtc },
    { id: 'mjd', header: 'MJD', isNumber: true, cell: ({ mjd }) => mjd.toFixed(4), sortBy: ({ mjd }) => mjd },
    { id: 'epoch', header: 'Epoch', isNumber: true, cell: ({ epoch }) => epoch + 1, sortBy: ({ epoch }) => epoch },
    {
      id: 'centre',
      header: 'Centre',
      cell: ({ raDeg, decDeg }) => <Coordinates raDeg={raDeg} decDeg={decDeg} />,
      sortBy: ({ raDeg }) => raDeg,
      file: positionFile((image) => image),
    },
    {
      id: 'frequency',
      header: 'Frequency',
      unit: 'MHz',
      isNumber: true,
      cell: (image) => image.frequencyMhz.toFixed(1),
      sortBy: (image) => image.frequencyMhz,
    },
    { id: 'beam', header: 'Beam', unit: '″', isNumber: true, cell: beam, sortBy: ({ beamMajorArcsec }) => beamMajorArcsec, file: beamFile },
    {
      id: 'rms',
      header: 'Noise, median',
      unit: 'mJy/beam',
      isNumber: true,
      cell: (image) => image.rmsMedianMjy.toFixed(3),
      sortBy: (image) => image.rmsMedianMjy,
    },
    {
      id: 'measurements',
      header: 'Detections',
      isNumber: true,
      cell: ({ number, measurements, name }) => (
        <Button
          variant="subtle"
          size="compact-xs"
          aria-label={`${formatCount(measurements)} detections of ${name}`}
          onClick={() => onMeasurements(number)}
        >
          {formatCount(measurements)}
        </Button>
      ),
      sortBy: ({ measurements }) => measurements,
    },
    {
      id: 'files',
      header: 'Files',
      cell: ({ id }) => <Missing files={missing.get(id) ?? []} />,
      sortBy: ({ id }) => -(missing.get(id)?.length ?? 0),
      file: [{ name: 'missing_files', value: ({ id }) => missing.get(id)?.length ?? 0 }],
    },
    { id: 'path', header: 'Path', cell: ({ path }) => (path === null ? '' : <CutText text={path} isCode />), sortBy: ({ path }) => path },
  ]
}

/** The images of a version, with those whose files are not there any more marked. */
export function ImagesTable({ run, version }: ImagesTableProps) {
  const { search, change } = useRunAddress()
  const navigate = useNavigate()
  const images = useApi('listRunImages', { params: { run }, query: { version } })
  const inputs = useApi('listMissingInputs', { params: { run }, query: { version } })
  const missing = Map.groupBy(inputs.data?.missing ?? [], ({ imageId }) => imageId)
  const columns = columnsOf(run, search.version, missing, (image) => change({ tab: 'measurements', image }))
  return (
    <>
      {missing.size > 0 && (
        <Text mb="sm">
          Input files of {missing.size} of {images.data?.images.length} images are not where they were. What was processed is whole;
          processing needs them again.
        </Text>
      )}
      <Loaded query={images}>
        {({ images: rows }) => (
          <ItemTable
            name="run-images"
            exports={{ by: 'page', isScience: true, fileName: `images_v${version}` }}
            label={`Images of version ${version}`}
            rows={rows}
            columns={columns}
            idOf={({ id }) => id}
            nameOf={({ name }) => name}
            sort={readSort(search.imageSort)}
            onSort={(sort) => change({ imageSort: sortText(sort) })}
            onOpen={({ number }) => void navigate({ to: '/runs/$run/images/$image', params: { run, image: String(number) } })}
          />
        )}
      </Loaded>
    </>
  )
}
