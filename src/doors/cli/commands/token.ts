import { Command, InvalidArgumentError, Option } from 'commander'
import type { CreatedToken, TokenSummary } from '../../../app/contract/account.ts'
import { createToken } from '../../../app/people/tokens/createToken.ts'
import { listTokens, revokeOwnToken } from '../../../app/people/tokens/ownTokens.ts'
import type { Scope } from '../../../lifecycle/rights.ts'
import { parseCount } from '../parseCount.ts'
import { formatMinute } from '../formatTime.ts'
import { printJson, printLine, printTable } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

interface Json {
  readonly json: boolean
}

const scopes: readonly Scope[] = ['read', 'write', 'trash', 'purge', 'administer']

function parseScopes(text: string): readonly Scope[] {
  const words = text.split(',').map((word) => word.trim())
  const found = scopes.filter((scope) => words.includes(scope))
  if (found.length !== new Set(words).size) throw new InvalidArgumentError(`expected some of ${scopes.join(',')}, apart by commas.`)
  return found
}

function printCreated({ name, secret, scopes: granted, expiresUtc }: CreatedToken): void {
  printLine(secret)
  printLine()
  printLine(
    `This is token ${name}, for ${granted.join(', ')}, ${expiresUtc === null ? 'until it is revoked' : `until ${formatMinute(expiresUtc)} UTC`}.`,
  )
  printLine('It is shown this once and kept nowhere: copy it now. Who has it can do all this in your name.')
}

function stateWords({ isValid, revokedUtc, expiresUtc }: TokenSummary): string {
  if (revokedUtc !== null) return `revoked ${formatMinute(revokedUtc)} UTC`
  if (expiresUtc === null) return 'valid until revoked'
  return `${isValid ? 'valid until' : 'expired'} ${formatMinute(expiresUtc)} UTC`
}

function printTokens(tokens: readonly TokenSummary[]): void {
  if (tokens.length === 0) return printLine('No tokens. ./halley token create NAME makes one.')
  printTable(
    ['token', 'scopes', 'state', 'last used', 'id'],
    tokens.map((token) => [
      token.name,
      token.scopes.join(','),
      stateWords(token),
      token.lastUsedUtc === null ? 'never' : `${formatMinute(token.lastUsedUtc)} UTC`,
      token.id,
    ]),
  )
}

interface CreateOptions extends Json {
  readonly scopes: readonly Scope[]
  readonly expires?: number
}

function createCommand(): Command {
  return new Command('create')
    .summary('make a token, which is shown once')
    .description(
      'Makes a token with which a program acts in your name through the API: read to read and export; write to create, process, share; trash to move to Trash and back; purge to delete permanently; administer for administrators.',
    )
    .argument('<name>', 'after what uses it')
    .addOption(
      new Option('--scopes <list>', `what it may do of what you may: some of ${scopes.join(',')}`)
        .argParser(parseScopes)
        .default(['read'], 'read'),
    )
    .option('--expires <days>', 'days after which it ends (default: it does not)', parseCount)
    .option('--json', 'print as JSON, with the secret', false)
    .addHelpText('after', '\nExamples:\n  ./halley token create notebook\n  ./halley token create robot --scopes read,write --expires 90')
    .action((name: string, { scopes: wanted, expires, json }: CreateOptions) =>
      withHalley(
        json,
        (halley) => createToken(halley, { name, scopes: wanted, expiresDays: expires ?? null }),
        json ? printJson : printCreated,
      ),
    )
}

function listCommand(): Command {
  return new Command('list')
    .summary('list your tokens')
    .description('Lists your tokens with what they may do and when they were used last. Secrets are kept nowhere.')
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley token list')
    .action(({ json }: Json) => withHalley(json, listTokens, json ? printJson : printTokens))
}

function revokeCommand(): Command {
  return new Command('revoke')
    .summary('end a token')
    .description('Ends a token of yours, at once and for ever.')
    .argument('<token>', 'name or id')
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley token revoke notebook')
    .action((name: string, { json }: Json) =>
      withHalley(
        json,
        (halley) => revokeOwnToken(halley, name),
        json ? printJson : (token) => printLine(`Token ${token.name} is revoked: whoever shows it is refused.`),
      ),
    )
}

export function tokenCommand(): Command {
  return new Command('token')
    .summary('make and end tokens for the API')
    .description('A token lets a program act in your name, within its scopes.')
    .addHelpText('after', '\nExamples:\n  ./halley token create notebook --expires 90\n  ./halley token revoke notebook')
    .addCommand(createCommand())
    .addCommand(listCommand())
    .addCommand(revokeCommand())
}
