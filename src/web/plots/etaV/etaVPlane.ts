import { etaVEndSchema, etaVHeadSchema, type EtaVEnd, type EtaVHead } from '../../../app/contract/etaVPlane.ts'
import { EtaVDecoder, type EtaVBlock } from '../../../charts/etaVStream.ts'
import { faultOf } from '../../api/callApi.ts'

/** Sources in the plane of eta and V, by columns, as far as they have come. */
export interface EtaVPlane extends EtaVBlock {
  readonly head: EtaVHead
  /** Null until all have come. */
  readonly end: EtaVEnd | null
}

/** Room for points that come in blocks: it grows by doubling. */
class Columns {
  #columns = roomFor(131_072)
  count = 0

  add(block: EtaVBlock): void {
    const wanted = this.count + block.id.length
    if (wanted > this.#columns.id.length) this.#grow(wanted)
    this.#put(block)
    this.count = wanted
  }

  soFar(): EtaVBlock {
    const { id, logEta, logV, datapoints, origin } = this.#columns
    const end = this.count
    return {
      id: id.subarray(0, end),
      logEta: logEta.subarray(0, end),
      logV: logV.subarray(0, end),
      datapoints: datapoints.subarray(0, end),
      origin: origin.subarray(0, end),
    }
  }

  #grow(wanted: number): void {
    const before = this.soFar()
    this.#columns = roomFor(Math.max(wanted, 2 * this.#columns.id.length))
    const { count } = this
    this.count = 0
    this.#put(before)
    this.count = count
  }

  #put({ id, logEta, logV, datapoints, origin }: EtaVBlock): void {
    const [columns, at] = [this.#columns, this.count]
    columns.id.set(id, at)
    columns.logEta.set(logEta, at)
    columns.logV.set(logV, at)
    columns.datapoints.set(datapoints, at)
    columns.origin.set(origin, at)
  }
}

function roomFor(rows: number): EtaVBlock {
  return {
    id: new Float64Array(rows),
    logEta: new Float32Array(rows),
    logV: new Float32Array(rows),
    datapoints: new Uint16Array(rows),
    origin: new Uint16Array(rows),
  }
}

interface Loading {
  readonly signal: AbortSignal
  /** Called with what has come, a few times a second. */
  readonly onPart: (plane: EtaVPlane) => void
}

const partMs = 250

/** Loads the points of an address as they come. @throws ApiFault with what the server refused, or that it broke off */
export async function loadEtaV(address: string, { signal, onPart }: Loading): Promise<EtaVPlane> {
  const columns = new Columns()
  let [head, end, told]: [EtaVHead, EtaVEnd | null, number] = [{ versions: [] }, null, -Infinity]
  const decoder = new EtaVDecoder({
    onHead: (value) => (head = etaVHeadSchema.parse(value)),
    onBlock: (block) => columns.add(block),
    onEnd: (value) => (end = etaVEndSchema.parse(value)),
  })
  const pieces = await piecesOf(address, signal)
  for (let piece = await pieces.read(); !piece.done; piece = await pieces.read()) {
    decoder.push(piece.value)
    if (columns.count === 0 || performance.now() - told < partMs) continue
    onPart({ ...columns.soFar(), head, end: null })
    told = performance.now()
  }
  if (!decoder.hasEnded) throw await faultOf(null)
  return { ...columns.soFar(), head, end }
}

/** A column of the same points: NaN where unknown. @throws ApiFault as {@link loadEtaV} */
export async function loadEtaVColumn(address: string, signal: AbortSignal): Promise<Float32Array> {
  const pieces = await piecesOf(address, signal)
  const held: Uint8Array[] = []
  for (let piece = await pieces.read(); !piece.done; piece = await pieces.read()) held.push(piece.value)
  return new Float32Array(await new Blob(held as BlobPart[]).arrayBuffer())
}

async function piecesOf(address: string, signal: AbortSignal): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  const response = await fetch(address, { signal }).catch((error: unknown) => {
    if (signal.aborted) throw error
    return null
  })
  if (!response?.ok || !response.body) throw await faultOf(response)
  return response.body.getReader()
}
