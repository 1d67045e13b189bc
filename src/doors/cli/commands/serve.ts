import { Command } from 'commander'
import { makeSignInLink } from '../../../app/sessions/signInLink.ts'
import { success, type Result } from '../../../fault/fault.ts'
import type { Halley } from '../../../app/halley.ts'
import { makeHttpServer } from '../../http/httpServer.ts'
import { siteFolder } from '../../http/site/siteFolder.ts'
import { parsePort } from '../parsePort.ts'
import { printLine } from '../terminal.ts'
import { interruptSignal, withHalley } from '../withHalley.ts'

interface ServeOptions {
  readonly port: number
}

const linkLastsMs = 3_600_000

async function untilStopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}

async function serve(halley: Halley, { port }: ServeOptions): Promise<Result<null>> {
  const site = await siteFolder()
  if (!site.ok) return site
  const server = await makeHttpServer({ halley, mode: 'laptop', siteFolder: site.value })
  const address = await server.fastify.listen({ host: '127.0.0.1', port })
  const secret = await makeSignInLink(halley.store, { purpose: 'signIn', userId: halley.user.id, lastsMs: linkLastsMs }, halley.now())
  printLine(`Halley is at ${address}`)
  printLine(`Sign in (once): ${address}/sign-in-link?secret=${secret}`)
  await untilStopped(interruptSignal())
  await server.fastify.close()
  return success(null)
}

export function serveCommand(): Command {
  return new Command('serve')
    .summary('serve the website and the HTTP API')
    .description('Serves the website on this machine, and prints a link that signs its user in.')
    .option('--port <port>', 'where to listen; 0: any free port', parsePort, 8642)
    .addHelpText('after', '\nExamples:\n  ./halley serve')
    .action((options: ServeOptions) =>
      withHalley(
        false,
        (halley) => serve(halley, options),
        () => {},
      ),
    )
}
