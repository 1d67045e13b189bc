import { Refusal, refuse, type Result, settleSync } from '../../fault/fault.ts'
import { readVoTable } from '../votable/read.ts'
import { assembleComponents } from './assemble.ts'
import type { CatalogueCells } from './cells.ts'
import { csvCells } from './csv.ts'
import { fixedWidthCells } from './fixedWidth.ts'
import type { SelavyComponents } from './selavyComponents.ts'
import { votableCells } from './votableForm.ts'

/**
 * Reads a Selavy component catalogue in any of its forms: the fixed-width text that Selavy writes, the CSV of CASDA, a VOTable.
 * The content decides (`<` begins XML, `#` the text); where it leaves open which, the extension does.
 *
 * @param name what messages call the file, usually its path
 * @returns the components, or a fault that names the file, the line and the column. A catalogue with a header and no
 *   rows has zero components and is no fault.
 */
export function readSelavy(name: string, bytes: Uint8Array): Result<SelavyComponents> {
  return settleSync(() => {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (isBlank(buffer)) {
      refuse('selavy.empty', `${name}: expected a Selavy component catalogue, found an empty file.`, {
        hint: 'Copy the catalogue again from where it was made; an image without detections has a catalogue with a header and no rows.',
        data: { file: name },
      })
    }
    return assembleComponents(cutCells(name, buffer))
  })
}

function cutCells(name: string, bytes: Buffer): CatalogueCells {
  const start = bytes
    .toString('latin1', 0, 65536)
    .replace(/^(ï»¿|ÿþ|þÿ\0)/, '')
    .trimStart()
  if (start.startsWith('<')) return xmlCells(name, bytes)
  if (start.startsWith('#')) return fixedWidthCells(name, bytes)
  if (/\.(xml|vot|votable)$/i.test(name)) return xmlCells(name, bytes)
  const isCommaSeparated = /\.csv$/i.test(name) || /^[^\n]*,/.test(start)
  return isCommaSeparated ? csvCells(name, bytes) : fixedWidthCells(name, bytes)
}

function xmlCells(name: string, bytes: Buffer): CatalogueCells {
  const table = readVoTable(name, bytes)
  if (!table.ok) throw new Refusal(table.fault)
  return votableCells(name, table.value)
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte <= 0x20)
}
