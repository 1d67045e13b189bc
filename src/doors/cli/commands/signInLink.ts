import { Command } from 'commander'
import { newSignInLink } from '../../../app/sessions/newSignInLink.ts'
import { printJson, printLine } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

interface SignInLinkOptions {
  readonly url?: string
  readonly json: boolean
}

export function signInLinkCommand(): Command {
  return new Command('sign-in-link')
    .summary('print a new link that signs you in to the running site')
    .description(
      'Prints a link that signs you in once, within an hour, at the site that ./halley serve serves on this machine: for another browser, or when you were signed out. The server need not be started again.',
    )
    .option('--url <url>', 'where the site is reached, such as through a tunnel (default: where it was started)')
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley sign-in-link')
    .action(({ url, json }: SignInLinkOptions) =>
      withHalley(
        json,
        (halley) => newSignInLink(halley, url ?? null),
        json ? printJson : ({ link }) => printLine(`Sign in (once, within an hour): ${link}`),
      ),
    )
}
