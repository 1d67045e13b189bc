import { isIP } from 'node:net'
import { Command, InvalidArgumentError, Option } from 'commander'
import { usualTablesProcess } from '../../../app/queries/tablesProcess.ts'
import { logFormatOption, type LogFormat } from '../logWriter.ts'
import { parseBytes } from '../parseBytes.ts'
import { parseCount } from '../parseCount.ts'
import { parsePort } from '../parsePort.ts'
import { serveStore } from '../serve/serveStore.ts'
import { withHalley } from '../withHalley.ts'

interface ServeFlags {
  readonly host?: string
  readonly port: number
  readonly url?: string
  readonly proxy?: string
  /** False: none. */
  readonly workers: number | false
  readonly apiOnly: boolean
  readonly log?: boolean
  readonly logFormat: LogFormat
  /** MB */
  readonly queryMemory: number
  /** s */
  readonly queryIdle: number
}

const network = /^([^/]+)(?:\/(\d{1,3}))?$/

function parseProxies(text: string): string {
  const parts = text.split(',').map((part) => part.trim())
  const wrong = parts.filter((part) => isIP(network.exec(part)?.[1] ?? '') === 0)
  if (wrong.length > 0) throw new InvalidArgumentError(`expected addresses such as 10.0.0.5 or 172.16.0.0/12, found ${wrong.join(', ')}.`)
  return parts.join(',')
}

const leastMemoryMb = 100

/** In MB. */
function parseQueryMemory(text: string): number {
  const megabytes = parseBytes(text) / 1e6
  if (megabytes < leastMemoryMb) throw new InvalidArgumentError(`expected ${leastMemoryMb}MB at least.`)
  return Math.floor(megabytes)
}

const examples = `
Examples:
  ./halley serve
  ./halley serve --host 127.0.0.1 --url https://halley.example.org --workers 2`

export function serveCommand(): Command {
  return new Command('serve')
    .summary('serve the website and the HTTP API')
    .description(
      'Serves the website on this machine, and prints a link that signs its user in. With --host it serves a team: everybody has an account, and the first administrator is named by a link that is printed. Workers are started with it, and end with it.',
    )
    .option('--host <address>', 'serve a team at this address of the machine, with accounts')
    .option('--port <port>', 'where to listen; 0: any free port', parsePort, 8642)
    .option('--url <url>', 'what users type, where a proxy is in front')
    .option('--proxy <addresses>', 'addresses of the proxies, separated by commas (default: those of this machine)', parseProxies)
    .option('--workers <n>', 'workers to start', parseCount, 1)
    .option('--no-workers', 'start none: others work, ./halley worker')
    .option('--api-only', 'without the website', false)
    .addOption(
      new Option('--query-memory <size>', 'memory that queries over tables may take, in a process of their own')
        .argParser(parseQueryMemory)
        .default(usualTablesProcess.memoryMb, `${usualTablesProcess.memoryMb}MB`),
    )
    .option('--query-idle <seconds>', 'how long that process stays after the last query', parseCount, usualTablesProcess.idleS)
    .option('--log', 'print each request, and what the workers do (default with --host)')
    .option('--no-log', 'with --host: print neither')
    .addOption(logFormatOption())
    .addHelpText('after', examples)
    .action(({ host, port, url, proxy, workers, apiOnly, log, logFormat, queryMemory, queryIdle }: ServeFlags) =>
      withHalley(
        false,
        (halley) =>
          serveStore(halley, {
            host: host ?? null,
            port,
            url: url ?? null,
            proxies: proxy ?? null,
            workers: workers === false ? 0 : workers,
            isApiOnly: apiOnly,
            isTold: log ?? host !== undefined,
            logFormat,
            tables: { memoryMb: queryMemory, idleS: queryIdle },
            opens: false,
            environment: process.env,
          }),
        () => {},
      ),
    )
}
