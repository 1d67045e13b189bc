import { Command } from 'commander'
import type { Halley } from '../../../app/halley.ts'
import { servedSite } from '../../../app/sessions/servedAddress.ts'
import { makePasswordLink } from '../../../app/signIn/passwordLink.ts'
import { success, type Result } from '../../../fault/fault.ts'
import { printJson, printLine } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

interface PasswordLinkOptions {
  readonly url?: string
  readonly json: boolean
}

interface PrintedLink {
  readonly userName: string
  readonly link: string
  readonly expiresUtc: string
}

async function makeLink(halley: Halley, user: string, url: string | null): Promise<Result<PrintedLink>> {
  const site = await servedSite(halley, url)
  if (!site.ok) return site
  const made = await makePasswordLink(halley, user)
  if (!made.ok) return made
  const { userName, secret, expiresUtc } = made.value
  return success({ userName, link: `${site.value.address}/choose-password#${secret}`, expiresUtc })
}

export function userPasswordLinkCommand(): Command {
  return new Command('password-link')
    .summary('make a link by which a user chooses a password')
    .description(
      'Prints a link by which a user of a server chooses a password: once, within three days. Earlier links of theirs end; using it ends their sessions. For administrators.',
    )
    .argument('<user>', 'name or id')
    .option('--url <url>', 'where users reach the site (default: where ./halley serve was started)')
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley user password-link maria')
    .action((user: string, { url, json }: PasswordLinkOptions) =>
      withHalley(
        json,
        (halley) => makeLink(halley, user, url ?? null),
        json ? printJson : ({ userName, link }) => printLine(`For ${userName} (once, within three days): ${link}`),
      ),
    )
}
