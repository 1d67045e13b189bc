import { Readable } from 'node:stream'
import { setImmediate as othersTurn } from 'node:timers/promises'
import { encodeEnd, encodeHead, makeBlock } from '../../charts/etaVStream.ts'
import { success, type Result } from '../../fault/fault.ts'
import { namesInPlane, visitEtaV, visitEtaVColumn, type EtaVPart, type EtaVRows } from '../../store/explore/etaVPlane.ts'
import type { EtaVEnd, EtaVFit, EtaVSources } from '../contract/etaVPlane.ts'
import type { Halley } from '../halley.ts'
import { fitEtaV } from './etaVFit.ts'
import { etaVTable, type EtaVSubject, type FoundEtaV } from './etaVTable.ts'

/** More points than these are not sent: no plot shows them, and a page would not bear them. */
const MOST_POINTS = 2_000_000

const MOST_DATAPOINTS = 65_535

export interface EtaVQuestion extends EtaVSubject, EtaVPart {
  /** Whether Gaussians are fitted too. */
  readonly isFitted: boolean
}

/** What is read goes out at the pace of who takes it: the tables are let go of as soon as they are read. */
class Outbox {
  readonly #pieces: Uint8Array[] = []
  #error: unknown = null
  #isDone = false
  #wake: () => void = () => {}
  #isStopped = false

  get isStopped(): boolean {
    return this.#isStopped
  }

  add(piece: Uint8Array): void {
    this.#pieces.push(piece)
    this.#wake()
  }

  end(error: unknown = null): void {
    this.#error = error
    this.#isDone = true
    this.#wake()
  }

  async *pieces(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        const piece = this.#pieces.shift()
        if (piece) yield piece
        else if (this.#isDone) break
        else await new Promise<void>((resolve) => (this.#wake = resolve))
      }
      if (this.#error !== null) throw this.#error
    } finally {
      this.#isStopped = true
    }
  }
}

/** Logarithms of all that went by, in the order of the sources. */
class Logarithms {
  readonly #eta: Float64Array[] = []
  readonly #v: Float64Array[] = []
  readonly #isNew: Uint8Array[] = []
  count = 0

  add({ eta, v, isNew }: EtaVRows): { readonly logEta: Float64Array; readonly logV: Float64Array } {
    const [logEta, logV] = [eta.map(Math.log10), v.map(Math.log10)]
    this.#eta.push(logEta)
    this.#v.push(logV)
    this.#isNew.push(isNew)
    this.count += eta.length
    return { logEta, logV }
  }

  collected() {
    const [logEta, logV, isNew] = [new Float64Array(this.count), new Float64Array(this.count), new Uint8Array(this.count)]
    let at = 0
    for (const [index, part] of this.#eta.entries()) {
      logEta.set(part, at)
      logV.set(this.#v[index], at)
      isNew.set(this.#isNew[index], at)
      at += part.length
    }
    return { logEta, logV, isNew }
  }
}

function blockOf(rows: EtaVRows, logs: ReturnType<Logarithms['add']>): Uint8Array {
  const { bytes, columns } = makeBlock(rows.id.length)
  columns.id.set(rows.id)
  columns.logEta.set(logs.logEta)
  columns.logV.set(logs.logV)
  for (let i = 0; i < rows.id.length; i++) columns.datapoints[i] = Math.min(rows.datapoints[i], MOST_DATAPOINTS)
  columns.origin.set(rows.origin)
  return bytes
}

/** The Gaussians that an analysis was made with; else those of both recipes, each when others had their turn. */
async function fitsOf({ document }: FoundEtaV, logarithms: Logarithms, isFitted: boolean): Promise<EtaVEnd['fits']> {
  if (document) {
    const { eta, v, found: told, parameters } = document
    const fit: EtaVFit = { eta, v, correlation: told?.correlation ?? 0 }
    return { vast: parameters.fit === 'vast' ? fit : null, trap: parameters.fit === 'trap' ? fit : null }
  }
  if (!isFitted) return { vast: null, trap: null }
  const sources = logarithms.collected()
  await othersTurn()
  const vast = fitEtaV('vast', sources)
  await othersTurn()
  return { vast, trap: fitEtaV('trap', sources) }
}

function isEmpty({ table }: FoundEtaV): boolean {
  return table.kind === 'sources' && table.tables.length === 0
}

async function sendPoints(found: FoundEtaV, { isFitted, ...part }: EtaVQuestion, outbox: Outbox): Promise<void> {
  outbox.add(encodeHead({ versions: found.versions }))
  const logarithms = new Logarithms()
  let isWhole = true
  const take = (rows: EtaVRows) => {
    if (logarithms.count + rows.id.length > MOST_POINTS) isWhole = false
    else outbox.add(blockOf(rows, logarithms.add(rows)))
    return isWhole && !outbox.isStopped
  }
  if (!isEmpty(found)) await visitEtaV(found.table, part, take)
  const end: EtaVEnd = { used: logarithms.count, isWhole, fits: await fitsOf(found, logarithms, isFitted) }
  outbox.add(encodeEnd(end))
  outbox.end()
}

async function sendColumn(found: FoundEtaV, part: EtaVPart, name: string, outbox: Outbox): Promise<void> {
  let sent = 0
  const take = (values: Float32Array) => {
    if (sent + values.length > MOST_POINTS) return false
    sent += values.length
    outbox.add(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    return !outbox.isStopped
  }
  if (!isEmpty(found)) await visitEtaVColumn(found.table, part, name, take)
  outbox.end()
}

function sent(send: (outbox: Outbox) => Promise<void>): Readable {
  const outbox = new Outbox()
  send(outbox).catch((error: unknown) => outbox.end(error))
  return Readable.from(outbox.pieces(), { objectMode: false })
}

/**
 * The sources that take part in an analysis of eta and V, as points of a plot, with the Gaussians of both recipes.
 *
 * @returns a stream that `EtaVDecoder` reads; the faults of {@link etaVTable}
 */
export async function etaVPoints(halley: Halley, question: EtaVQuestion): Promise<Result<Readable>> {
  const found = await etaVTable(halley, question)
  return found.ok ? success(sent((outbox) => sendPoints(found.value, question, outbox))) : found
}

/** One more column of the same sources in the same order: float32, NaN where unknown. */
export async function etaVColumn(halley: Halley, question: EtaVSubject & EtaVPart, column: string): Promise<Result<Readable>> {
  const found = await etaVTable(halley, question)
  return found.ok ? success(sent((outbox) => sendColumn(found.value, question, column, outbox))) : found
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** Names and positions of some of the sources. @param keys as `0-123`: place of the version, id */
export async function etaVSources(halley: Halley, subject: EtaVSubject, keys: readonly string[]): Promise<Result<EtaVSources>> {
  const found = await etaVTable(halley, subject)
  if (!found.ok) return found
  const wanted = keys.map((key) => key.split('-').map(Number)).map(([origin, id]) => ({ origin, id }))
  const rows = isEmpty(found.value) ? [] : await namesInPlane(found.value.table, wanted)
  const sources = rows.map((row) => ({
    key: `${Number(row['origin'])}-${Number(row['id'])}`,
    name: text(row['name']),
    raDeg: Number(row['wavg_ra']),
    decDeg: Number(row['wavg_dec']),
  }))
  return success({ sources })
}
