import { callXml, mapOf, readReply, type SampValue } from './xmlRpc.ts'

/** Where every hub listens for pages: SAMP 1.3, 5.2. */
const hubAddress = 'http://localhost:21012/'

const patienceMs = 4_000

/** A person has to let the page in. */
const approvalMs = 120_000

/** A program that a hub knows and that takes a kind of message. */
export interface SampReceiver {
  readonly id: string
  readonly name: string
}

export interface SampMessage {
  readonly kind: 'table.load.votable' | 'image.load.fits' | 'coord.pointAt.sky'
  readonly parameters: Readonly<Record<string, string>>
}

async function call(method: string, parameters: readonly SampValue[], timeoutMs = patienceMs): Promise<SampValue> {
  const response = await fetch(hubAddress, {
    method: 'POST',
    headers: { 'content-type': 'text/xml' },
    body: callXml(`samp.webhub.${method}`, parameters),
    credentials: 'omit',
    signal: AbortSignal.timeout(timeoutMs),
  })
  return readReply(await response.text())
}

/** Halley as a client of the hub on the user's machine, by the Web Profile of SAMP. */
export class SampHub {
  readonly #key: string

  private constructor(key: string) {
    this.#key = key
  }

  /** @throws Error where there is no hub, or it does not let the page in */
  static async join(): Promise<SampHub> {
    await call('ping', []).catch(() => {
      throw new Error('Expected a SAMP hub on this machine, found none. Start TOPCAT or Aladin, then look again.')
    })
    const registered = await call('register', [{ 'samp.name': 'Halley' }], approvalMs).catch((error: unknown) => {
      throw new Error(`The hub did not let Halley in: ${error instanceof Error ? error.message : String(error)}`)
    })
    const key = mapOf(registered)['samp.private-key']
    if (typeof key !== 'string') throw new Error('Expected a key from the hub, found none. Restart it, then look again.')
    const hub = new SampHub(key)
    await call('declareMetadata', [
      key,
      { 'samp.name': 'Halley', 'samp.description.text': 'Light curves of radio sources', 'samp.documentation.url': location.origin },
    ])
    addEventListener('pagehide', () => hub.leave())
    return hub
  }

  /** The programs that take messages of a kind. */
  async receivers(kind: SampMessage['kind']): Promise<readonly SampReceiver[]> {
    const ids = Object.keys(mapOf(await call('getSubscribedClients', [this.#key, kind])))
    const named = ids.map(async (id): Promise<SampReceiver> => {
      const name = mapOf(await call('getMetadata', [this.#key, id]).catch(() => ({})))['samp.name']
      return { id, name: typeof name === 'string' && name !== '' ? name : id }
    })
    return (await Promise.all(named)).toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
  }

  /** Gives a message to one program, without waiting for what it does with it. */
  async send(receiverId: string, { kind, parameters }: SampMessage): Promise<void> {
    await call('notify', [this.#key, receiverId, { 'samp.mtype': kind, 'samp.params': parameters }])
  }

  /** Tells the hub that the page goes. */
  leave(): void {
    const body = callXml('samp.webhub.unregister', [this.#key])
    void fetch(hubAddress, { method: 'POST', headers: { 'content-type': 'text/xml' }, body, credentials: 'omit', keepalive: true }).catch(
      () => {},
    )
  }
}

let joined: Promise<SampHub> | null = null

/** The hub that the page has joined, or joins now; one that did not answer is joined anew the next time. */
export async function currentHub(): Promise<SampHub> {
  joined ??= SampHub.join()
  try {
    return await joined
  } catch (error) {
    joined = null
    throw error
  }
}

/** Forgets the hub, such as one that was started anew and knows the page no longer. */
export function forgetHub(): void {
  joined = null
}
