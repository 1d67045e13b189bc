import { Readable } from 'node:stream'
import { success, type Result } from '../../fault/fault.ts'
import { writeStream } from '../../store/files/writeStream.ts'
import type { Footprints } from '../contract/skyMap.ts'
import { endingOfTable, tableFormats, type GivenTable, type TableFormat } from '../contract/tableFile.ts'
import { writeTable } from '../explore/writeTable.ts'
import type { Halley } from '../halley.ts'
import { footprintRegions, regionFormats, type RegionFormat } from './footprintRegions.ts'
import { listFootprints } from './listFootprints.ts'

/** What footprints are saved as: tables, and regions for DS9 and CARTA. */
export const footprintFormats = [...tableFormats, ...regionFormats] as const

export type FootprintFormat = (typeof footprintFormats)[number]

/** The ending of the name of such a file. */
export const endingOfFootprints: Readonly<Record<FootprintFormat, string>> = { ...endingOfTable, ds9: 'reg', crtf: 'crtf' }

function isRegion(format: FootprintFormat): format is RegionFormat {
  return (regionFormats as readonly FootprintFormat[]).includes(format)
}

/** A row an image, its footprint as a polygon of STC-S as ObsCore has it (IVOA ObsCore 1.1, 4.1). */
function tableOf({ runs, images }: Footprints, format: TableFormat): GivenTable {
  return {
    name: 'footprints',
    columns: [
      { name: 'image', kind: 'number', description: 'Number of the image, as image_id of measurements has it' },
      { name: 'name', kind: 'text', description: 'Name of the image' },
      { name: 'time', kind: 'time', description: 'Start of the observation' },
      { name: 'ra', kind: 'number', unit: 'deg', description: 'Right ascension of the centre, ICRS' },
      { name: 'dec', kind: 'number', unit: 'deg', description: 'Declination of the centre, ICRS' },
      { name: 's_region', kind: 'text', description: 'Its corners as a polygon on the sky, ICRS' },
      { name: 'runs', kind: 'text', description: 'Runs that use it, each with its version' },
    ],
    rows: images.map(({ number, name, timeUtc, raDeg, decDeg, footprint, runs: places }) => [
      number,
      name,
      timeUtc,
      raDeg,
      decDeg,
      `POLYGON ICRS ${footprint.flat().join(' ')}`,
      places.map((place) => `${runs[place]?.name ?? ''}@${runs[place]?.version ?? ''}`).join(', '),
    ]),
    format,
  }
}

/** Where on the sky the images of some runs are, as a new file of the user's. @returns the faults of {@link listFootprints}, `file.exists`, `file.missing` */
export async function exportFootprints(
  halley: Halley,
  path: string,
  { runs, format }: { readonly runs: readonly string[]; readonly format: FootprintFormat },
): Promise<Result<{ readonly images: number; readonly bytes: number }>> {
  const found = await listFootprints(halley, runs)
  if (!found.ok) return found
  const { images } = found.value
  const content = isRegion(format)
    ? success(Readable.from([footprintRegions(images, format)]))
    : await writeTable(halley, tableOf(found.value, format))
  if (!content.ok) return content
  const written = await writeStream(path, content.value)
  return written.ok ? success({ images: images.length, bytes: written.value }) : written
}
