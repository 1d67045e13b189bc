import { Readable } from 'node:stream'
import { success, type Result } from '../../fault/fault.ts'
import { writeStream } from '../../store/files/writeStream.ts'
import type { Halley } from '../halley.ts'
import { exportCutOut, type CutOutRequest } from './cutOut.ts'
import { drawCutOut, type Drawing } from './drawCutOut.ts'

/** The ending of the name of a cut-out. */
export const endingOfCutOut = { png: 'png', fits: 'fits' } as const

/** A cut-out as a new file of the user's. @param drawing null: as FITS @returns the faults of the cut-out, `file.exists`, `file.missing` */
export async function saveCutOut(
  halley: Halley,
  path: string,
  request: CutOutRequest,
  drawing: Drawing | null,
): Promise<Result<{ readonly bytes: number }>> {
  const cutOut = drawing === null ? await exportCutOut(halley, request) : await drawCutOut(halley, request, drawing)
  if (!cutOut.ok) return cutOut
  const written = await writeStream(path, Readable.from([cutOut.value]))
  return written.ok ? success({ bytes: written.value }) : written
}
