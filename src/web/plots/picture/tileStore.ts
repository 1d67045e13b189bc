import type { ImageLayer } from '../../../app/contract/images.ts'
import { addressOf } from '../../api/callApi.ts'
import { ApiFault, serverAway } from '../../api/apiFault.ts'
import type { FaultReply } from '../../../app/contract/api/faultReply.ts'
import { tileEdge, type TilePlace } from './view.ts'

/** Whose pixels they are. */
export interface TileSource {
  readonly run: string
  readonly image: number
  readonly version: number
  readonly layer: ImageLayer
  readonly of: 'mean' | 'peak'
}

/** A tile that came: mJy/beam row by row from the bottom, or why it did not. */
export type Tile =
  | { readonly state: 'coming' }
  | { readonly state: 'there'; readonly values: Float32Array }
  | { readonly state: 'failed'; readonly fault: ApiFault }

const mostTiles = 400
const mostAtOnce = 6

function keyOf({ factor, column, row }: TilePlace): string {
  return `${factor}/${column}/${row}`
}

async function faultOf(response: Response): Promise<ApiFault> {
  const reply: unknown = await response.json().catch(() => null)
  return reply && typeof reply === 'object' && 'error' in reply ? new ApiFault(response.status, reply as FaultReply) : serverAway()
}

/** The tiles of one map of one image: asked for once, those that are seen first, the longest unseen forgotten. */
export class TileStore {
  readonly #source: TileSource
  readonly #onChange: () => void
  readonly #tiles = new Map<string, Tile>()
  readonly #abort = new AbortController()
  #wanted: readonly TilePlace[] = []
  #atWork = 0

  constructor(source: TileSource, onChange: () => void) {
    this.#source = source
    this.#onChange = onChange
  }

  get(place: TilePlace): Tile | undefined {
    return this.#tiles.get(keyOf(place))
  }

  /** Says which tiles are seen now, the most urgent first: others that were waited for are not asked for any more. */
  want(places: readonly TilePlace[]): void {
    this.#wanted = places
    for (const place of places) {
      const key = keyOf(place)
      const tile = this.#tiles.get(key)
      if (!tile) continue
      this.#tiles.delete(key)
      this.#tiles.set(key, tile)
    }
    this.#goOn()
  }

  close(): void {
    this.#abort.abort()
  }

  #goOn(): void {
    for (const place of this.#wanted) {
      if (this.#atWork >= mostAtOnce) return
      if (!this.#tiles.has(keyOf(place))) void this.#load(place)
    }
  }

  async #load(place: TilePlace): Promise<void> {
    const key = keyOf(place)
    this.#atWork += 1
    this.#tiles.set(key, { state: 'coming' })
    try {
      this.#tiles.set(key, await this.#fetch(place))
    } catch {
      // Left before it came: it is asked for again when it is seen again.
      this.#tiles.delete(key)
      if (this.#abort.signal.aborted) return
      this.#tiles.set(key, { state: 'failed', fault: serverAway() })
    } finally {
      this.#atWork -= 1
    }
    for (const old of this.#tiles.keys()) {
      if (this.#tiles.size <= mostTiles) break
      this.#tiles.delete(old)
    }
    this.#onChange()
    this.#goOn()
  }

  async #fetch({ factor, column, row }: TilePlace): Promise<Tile> {
    const { run, image, ...query } = this.#source
    const box = { x: column * tileEdge, y: row * tileEdge, width: tileEdge, height: tileEdge }
    const address = addressOf('readImagePixels', { params: { run, image }, query: { ...query, factor, ...box } })
    const response = await fetch(address, { signal: this.#abort.signal })
    if (!response.ok) return { state: 'failed', fault: await faultOf(response) }
    return { state: 'there', values: new Float32Array(await response.arrayBuffer()) }
  }
}
