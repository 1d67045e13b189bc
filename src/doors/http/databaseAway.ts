import { makeFault, type Fault } from '../../fault/fault.ts'

/** What everybody is told; where the database is, and what is wrong with it, stands in the log of the server. */
const away = makeFault('catalogue.away', 'The database is away.', {
  hint: 'Nothing is lost. Try again in a moment; administrators find the reason in the log of the server.',
  retryable: true,
})

const causes: readonly string[] = ['catalogue.unreachable', 'catalogue.untrusted']

/** How often the log says so, while it lasts. */
const everyMs = 60_000

let saidMs = -Infinity

/** How long a program that was refused for now should wait, s. */
export const retryAfterS = '5'

/** A fault as it is told to who asks through the network: of a server that is away, without its address. */
export function toldFault(fault: Fault): Fault {
  if (!causes.includes(fault.code)) return fault
  if (performance.now() - saidMs > everyMs) {
    saidMs = performance.now()
    process.stderr.write(`halley: ${fault.message} ${fault.hint}\n`)
  }
  return away
}

/** The page of who comes while it is away, at an address that needs it before there is a page. */
export const awayPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="refresh" content="3" />
    <title>The database is away · Halley</title>
  </head>
  <body>
    <h1>The database is away.</h1>
    <p>Nothing is lost; this page tries again.</p>
  </body>
</html>
`
