import { hostname } from 'node:os'
import { keepCaring } from '../../../app/care/keepCaring.ts'
import type { Halley } from '../../../app/halley.ts'
import type { Tell } from '../../../app/logging/tell.ts'
import { useTablesProcess, type TablesProcess } from '../../../app/queries/tablesProcess.ts'
import { openRoots } from '../../../app/inputs/openRoots.ts'
import { signInLinkAt } from '../../../app/sessions/newSignInLink.ts'
import { forgetServedAddress, keepServedAddress } from '../../../app/sessions/servedAddress.ts'
import { inviteFirstAdministrator } from '../../../app/signIn/firstAdministrator.ts'
import { giveMemoryBack } from '../../../app/giveMemoryBack.ts'
import type { OpenIdProvider } from '../../../app/signIn/openIdProvider.ts'
import { providerSettings, type ProviderSettings } from '../../../app/signIn/providerSettings.ts'
import { failure, makeFault, success, type Result } from '../../../fault/fault.ts'
import { makeHttpServer, type HalleyServer } from '../../http/httpServer.ts'
import { siteFolder } from '../../http/site/siteFolder.ts'
import { whenQuiet } from '../../http/whenQuiet.ts'
import { logWriter, type LogFormat } from '../logWriter.ts'
import { printLine } from '../terminal.ts'
import { interruptSignal } from '../withHalley.ts'
import { keepWorkers } from './keepWorkers.ts'
import { listen } from './listen.ts'
import { openBrowser } from './openBrowser.ts'

export interface ServeOptions {
  /** Null: this machine alone, for who starts it; else accounts. */
  readonly host: string | null
  readonly port: number
  /** What users type; null: where it listens. */
  readonly url: string | null
  /** Addresses of proxies in front, separated by commas; null: those of this machine. */
  readonly proxies: string | null
  readonly workers: number
  readonly isApiOnly: boolean
  /** Prints each request, and what workers do. */
  readonly isTold: boolean
  readonly logFormat: LogFormat
  readonly tables: TablesProcess
  /** Opens the site in the browser of who sits here. */
  readonly opens: boolean
  readonly environment: NodeJS.ProcessEnv
}

/** After so long without a request the server makes itself small. */
const quietMs = 15_000

const loopback = '127.0.0.1'

/** What is wrong, on the stream that is read for it. */
function problemTeller({ logFormat }: ServeOptions): Tell {
  if (logFormat === 'json') return logWriter({ format: 'json', stream: process.stderr, level: 'warning' })
  return (words) => void process.stderr.write(`halley: ${words}\n`)
}

async function untilStopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}

/** What users type to reach it. */
function addressOf({ host, url }: ServeOptions, port: number): string {
  if (url !== null) return url.replace(/\/$/, '')
  const isEverywhere = host === '0.0.0.0' || host === '::'
  const name = isEverywhere ? hostname() : (host ?? loopback)
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}

/** What is said to who starts it. */
function sayer({ logFormat }: ServeOptions): (words: string) => void {
  return logFormat === 'json' ? logWriter({ format: 'json', stream: process.stdout, level: 'info' }) : printLine
}

async function printWelcome(halley: Halley, options: ServeOptions, address: string): Promise<void> {
  const say = sayer(options)
  say(`Halley is at ${address}`)
  if (options.host === null) {
    const { link: signIn } = await signInLinkAt(halley, address)
    say(`Sign in (once): ${signIn}`)
    say('Another link, while it runs: ./halley sign-in-link')
    say('Ctrl-C ends it.')
    if (options.opens) openBrowser(signIn)
    return
  }
  const secret = await inviteFirstAdministrator(halley)
  if (secret !== null)
    say(`Nobody can sign in as administrator yet. Name the first one (once, within a day): ${address}/choose-password#${secret}`)
  if (!address.startsWith('https:') && options.host !== loopback)
    say('Passwords travel as they are. Put a proxy with HTTPS in front, and say what users type: --url https://...')
  const roots = openRoots('server')
  if (!roots.ok)
    say(
      'No folders of images are open: nobody can make a run here of files until HALLEY_ROOTS names some, for the server and for every worker.',
    )
}

/** Most servers have none, and do without its code. */
async function openProvider(settings: ProviderSettings): Promise<OpenIdProvider> {
  const room = await import('../../../app/signIn/openIdProvider.ts')
  return new room.OpenIdProvider(settings)
}

async function makeServer(halley: Halley, options: ServeOptions): Promise<Result<HalleyServer>> {
  const site = options.isApiOnly ? success(null) : await siteFolder()
  if (!site.ok) return site
  const settings = options.host === null ? success(null) : providerSettings(options.environment)
  if (!settings.ok) return settings
  const provider = settings.value ? await openProvider(settings.value) : null
  const mode = options.host === null ? 'laptop' : 'server'
  const told = options.isTold ? { onRequest: logWriter({ format: options.logFormat, stream: process.stdout, level: 'info' }) } : {}
  const proxies = options.proxies === null ? {} : { proxies: options.proxies }
  return success(await makeHttpServer({ halley, mode, siteFolder: site.value, address: options.url, provider, ...told, ...proxies }))
}

function refuseUrl({ url }: ServeOptions): Result<null> {
  const parsed = url === null ? null : URL.parse(url)
  if (url === null || (parsed && /^https?:$/.test(parsed.protocol) && parsed.pathname === '/' && parsed.search === '')) return success(null)
  return failure(
    makeFault('input.url', `--url ${url}: expected what users type, without a path, found another text.`, {
      hint: 'Such as --url https://halley.example.org',
    }),
  )
}

/** Serves a store until it is told to stop: the site, the API, its workers, and the care that a store needs. */
export async function serveStore(halley: Halley, options: ServeOptions): Promise<Result<null>> {
  const refused = refuseUrl(options)
  if (!refused.ok) return refused
  const signal = interruptSignal()
  const made = await makeServer(halley, options)
  if (!made.ok) return made
  const { fastify } = made.value
  whenQuiet(fastify, quietMs, giveMemoryBack)
  const port = await listen(fastify, options.host ?? loopback, options.port)
  if (!port.ok) return port
  const onLine = (line: string) => (options.isTold ? printLine(line) : undefined)
  const onProblem = problemTeller(options)
  const { workers: count, environment, logFormat } = options
  const crew = keepWorkers({ count, environment, logFormat, onLine, onProblem })
  const care = keepCaring(halley, onProblem)
  const endTables = useTablesProcess(options.tables, onProblem)
  const address = addressOf(options, port.value)
  try {
    await keepServedAddress(halley, address)
    await printWelcome(halley, options, address)
    await untilStopped(signal)
    await forgetServedAddress(halley, address)
  } finally {
    // Also where the catalogue can take nothing: a server that stayed would answer nothing but that its store is closed.
    await Promise.all([fastify.close(), crew.stop(), care.stop()])
    await endTables()
  }
  return success(null)
}
