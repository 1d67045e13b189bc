import { join } from 'node:path'
import { parquetFiles } from '../parquet/parquetFiles.ts'
import { readTables } from '../queries/readTables.ts'

/** What a light curve says of the image of a point: its frequency, MHz, and its beam, arcsec and deg. */
export interface CurveImage {
  readonly frequencyMhz: number
  readonly beamMajorArcsec: number
  readonly beamMinorArcsec: number
  readonly beamPositionAngleDeg: number
}

/** The frequency and the beam of each image of a result, by its number. */
export async function imagesOfCurve(resultFolder: string): Promise<ReadonlyMap<number, CurveImage>> {
  const table = (name: string) => parquetFiles([join(resultFolder, `${name}.parquet`)])
  const columns = 'images.id, bands.frequency, beam_bmaj * 3600 AS major, beam_bmin * 3600 AS minor, beam_bpa AS angle'
  const from = `${table('images')} images JOIN ${table('bands')} bands ON bands.id = images.band_id`
  const rows = await readTables(`SELECT ${columns} FROM ${from}`)
  return new Map(
    rows.map(({ id, frequency, major, minor, angle }) => [
      Number(id),
      {
        frequencyMhz: Number(frequency),
        beamMajorArcsec: Number(major),
        beamMinorArcsec: Number(minor),
        beamPositionAngleDeg: Number(angle),
      },
    ]),
  )
}
