import { join } from 'node:path'
import type { Result } from '../../../fault/fault.ts'
import { success } from '../../../fault/fault.ts'
import type { AssociationSettings } from '../../../pipeline/association/settings.ts'
import { SkyClumps, type SkyParts } from '../../../pipeline/association/skyClumps.ts'
import { reachArcsec } from '../../../pipeline/association/skyGroups.ts'
import type { Detections } from '../../../pipeline/detections.ts'
import type { DuckDb } from '../../../store/parquet/duckDb.ts'
import { visitColumns } from '../../../store/parquet/readParquet.ts'
import { Spill } from '../../../store/spill/spill.ts'
import { measurementsTable } from '../../../store/tables/measurements.ts'
import { detectionColumnNames, toDetections } from '../loadDetections.ts'
import type { RunImage } from '../runImage.ts'

const spec = {
  row: 'int32',
  imageIndex: 'int32',
  id: 'float64',
  raDeg: 'float64',
  decDeg: 'float64',
  uncertaintyEwDeg: 'float64',
  uncertaintyNsDeg: 'float64',
  fluxPeakMjy: 'float64',
  fluxPeakErrMjy: 'float64',
  fluxIntMjy: 'float64',
  fluxIntErrMjy: 'float64',
  snr: 'float64',
  compactness: 'float64',
  hasSiblings: 'uint8',
  fluxPeakIslRatio: 'float64',
  fluxIntIslRatio: 'float64',
} as const

/** The detections of one part of the sky, in the order of the run. */
export interface SkyPart {
  readonly detections: Detections
  /** Their rows among the detections of the run. */
  readonly rows: Int32Array
}

/** The detections of a run in parts that no association joins, on the disk. */
export class PartedDetections {
  /** Of the whole run. */
  readonly count: number
  readonly #spill: Spill<typeof spec>

  constructor(spill: Spill<typeof spec>, count: number) {
    this.#spill = spill
    this.count = count
  }

  get parts(): number {
    return this.#spill.parts
  }

  load(part: number): SkyPart {
    const { row, ...columns } = this.#spill.read(part)
    return { detections: { count: row.length, ...columns }, rows: row }
  }
}

/** The image of each row, asked for in the order of the rows. */
function imageFinder(images: readonly RunImage[]): (rows: number) => Int32Array {
  let image = -1
  let left = 0
  return (rows) => {
    const imageIndex = new Int32Array(rows)
    for (let row = 0; row < rows;) {
      while (left === 0) left = images[++image].measurementCount
      const count = Math.min(left, rows - row)
      imageIndex.fill(image, row, row + count)
      row += count
      left -= count
    }
    return imageIndex
  }
}

export interface PartingInput {
  readonly images: readonly RunImage[]
  readonly settings: AssociationSettings
  /** How many detections a part may have, when that many places of the sky have some. */
  readonly mostInPart: (places: number) => number
  readonly folder: string
  readonly stop: AbortSignal
}

async function partsOfSky(
  duckDb: DuckDb,
  { images, settings, mostInPart, stop }: PartingInput,
  paths: readonly string[],
): Promise<Result<SkyParts>> {
  const clumps = new SkyClumps(reachArcsec(images, settings))
  const visited = await visitColumns(duckDb, paths, measurementsTable, ['ra', 'dec'], ({ ra, dec }) => {
    stop.throwIfAborted()
    for (let row = 0; row < ra.length; row++) clumps.add(ra[row], dec[row])
  })
  return visited.ok ? success(clumps.parts(mostInPart(clumps.places))) : visited
}

/** Reads the measurements of a run twice: to see where on the sky there are some, and to put them into parts there. */
export async function partDetections(duckDb: DuckDb, input: PartingInput): Promise<Result<PartedDetections>> {
  const paths = input.images.map(({ measurementsPath }) => measurementsPath)
  const sky = await partsOfSky(duckDb, input, paths)
  if (!sky.ok) return sky
  const spill = new Spill(join(input.folder, 'detections'), spec, sky.value.count)
  const imagesOf = imageFinder(input.images)
  let firstRow = 0
  const spilt = await visitColumns(duckDb, paths, measurementsTable, detectionColumnNames, (columns) => {
    input.stop.throwIfAborted()
    const detections = toDetections(columns, imagesOf(columns.id.length))
    const { count, raDeg, decDeg } = detections
    const part = new Int32Array(count)
    const row = new Int32Array(count)
    for (let i = 0; i < count; i++) {
      part[i] = sky.value.partOf(raDeg[i], decDeg[i])
      row[i] = firstRow + i
    }
    firstRow += count
    spill.scatter(part, { ...detections, row })
  })
  return spilt.ok ? success(new PartedDetections(spill, spilt.value)) : spilt
}
