import { Command } from 'commander'
import type { UserSummary } from '../../../app/contract/administration.ts'
import { addUserAccount } from '../../../app/people/addUser.ts'
import { deactivateUser, reactivateUser, renameUser, setAdministrator } from '../../../app/people/changeUser.ts'
import { giveEverything, type GivenEverything } from '../../../app/people/giveEverything.ts'
import { listUsers } from '../../../app/people/listUsers.ts'
import type { Halley } from '../../../app/halley.ts'
import type { Result } from '../../../fault/fault.ts'
import { confirm } from '../confirm.ts'
import { printJson, printLine, printTable } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'
import { userPasswordLinkCommand } from './userPasswordLink.ts'
import { userStorageCommand } from './userStorage.ts'

interface Json {
  readonly json: boolean
}

function printUsers(users: readonly UserSummary[]): void {
  printTable(
    ['user', 'account', 'may', 'since'],
    users.map(({ name, account, isActive, isAdministrator, createdUtc }) => [
      name,
      account ?? '-',
      isActive ? (isAdministrator ? 'administer' : 'work') : 'nothing: deactivated',
      createdUtc.slice(0, 10),
    ]),
  )
}

function printUser(user: UserSummary): void {
  printUsers([user])
}

function listCommand(): Command {
  return new Command('list')
    .summary('list all users')
    .description('Lists all users, the deactivated among them. For administrators.')
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley user list')
    .action(({ json }: Json) => withHalley(json, listUsers, json ? printJson : printUsers))
}

interface AddOptions extends Json {
  readonly account?: string
  readonly administrator: boolean
}

function addCommand(): Command {
  return new Command('add')
    .summary('add a user')
    .description(
      'Adds a user with a project of their own. With the first one the store gets a project Shared, in which everyone signed in works, and to which new runs go from then on. For administrators.',
    )
    .argument('<name>', 'one line, unique')
    .option('--account <os>', 'account of the operating system that acts as this user (default: none; they use the site, or tokens)')
    .option('--administrator', 'make them an administrator', false)
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExamples:\n  ./halley user add maria --account mmeyer\n  ./halley user add "Survey robot"')
    .action((name: string, { account, administrator, json }: AddOptions) =>
      withHalley(
        json,
        (halley) => addUserAccount(halley, { name, account: account ?? null, isAdministrator: administrator }),
        json ? printJson : printUser,
      ),
    )
}

interface Change {
  readonly name: string
  readonly summary: string
  readonly description: string
  readonly example: string
  readonly change: (halley: Halley, user: string) => Promise<Result<UserSummary>>
}

function changeCommand({ name, summary, description, example, change }: Change): Command {
  return new Command(name)
    .summary(summary)
    .description(`${description} For administrators.`)
    .argument('<user>', 'name or id')
    .option('--json', 'print as JSON', false)
    .addHelpText('after', `\nExample:\n  ./halley user ${example}`)
    .action((user: string, { json }: Json) => withHalley(json, (halley) => change(halley, user), json ? printJson : printUser))
}

function renameCommand(): Command {
  return new Command('rename')
    .summary('give a user another name')
    .description('Gives a user another name; the account stays. For administrators.')
    .argument('<user>', 'name or id')
    .argument('<new-name>', 'one line, unique')
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley user rename mmeyer maria')
    .action((user: string, newName: string, { json }: Json) =>
      withHalley(json, (halley) => renameUser(halley, user, newName), json ? printJson : printUser),
    )
}

interface AdministratorOptions extends Json {
  readonly remove: boolean
}

function administratorCommand(): Command {
  return new Command('administrator')
    .summary('make a user an administrator, or not any more')
    .description(
      'Makes a user an administrator, who controls everything in the store. Its keepers, root and the owner of its folder, are made administrators each time they open it. For administrators.',
    )
    .argument('<user>', 'name or id')
    .option('--remove', 'take it from them; one who is active is always left', false)
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExamples:\n  ./halley user administrator maria\n  ./halley user administrator maria --remove')
    .action((user: string, { remove, json }: AdministratorOptions) =>
      withHalley(json, (halley) => setAdministrator(halley, user, !remove), json ? printJson : printUser),
    )
}

interface GiveOptions extends Json {
  readonly reason: string
  readonly yes: boolean
}

async function give(halley: Halley, from: string, to: string, { reason, yes }: GiveOptions): Promise<Result<GivenEverything>> {
  if (!yes) {
    const text = `Give everything that ${from} has to ${to}, the Trash included?`
    const line = [from, to, '--reason', reason].map((word) => (/^[\w.-]+$/.test(word) ? word : JSON.stringify(word))).join(' ')
    const agreed = await confirm({ text, command: `./halley user give-everything ${line} --yes` })
    if (!agreed.ok) return agreed
  }
  return giveEverything(halley, { from, to, reason })
}

function printGiven({ from, to, given, inTrash, images }: GivenEverything): void {
  const { project, run, sample, analysis } = given
  printLine(`What ${from} had is ${to}'s now.`)
  printTable(
    ['projects', 'runs', 'samples', 'analyses', 'of them in Trash', 'images kept'],
    [[project, run, sample, analysis, inTrash, images]],
  )
}

function giveCommand(): Command {
  return new Command('give-everything')
    .summary('give all that one user has to another')
    .description(
      'Makes another user the owner of all that one user has, in one step, the Trash included: for somebody who goes. The personal project stays; what is in it changes hands there. For administrators.',
    )
    .argument('<from>', 'name or id; may be deactivated')
    .argument('<to>', 'name or id')
    .requiredOption('--reason <text>', 'why; it is kept in the history')
    .option('-y, --yes', 'do not ask', false)
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley user give-everything tom maria --reason "Tom has left the group"')
    .action((from: string, to: string, options: GiveOptions) =>
      withHalley(options.json, (halley) => give(halley, from, to, options), options.json ? printJson : printGiven),
    )
}

export function userCommand(): Command {
  return new Command('user')
    .summary('look after users: add, deactivate, give their things to others')
    .description(
      'Whoever opens the store at the command line acts as the user of their account. Everyone else uses the site, or the API with a token.',
    )
    .addHelpText('after', '\nExamples:\n  ./halley user add maria --account mmeyer\n  ./halley user deactivate tom')
    .addCommand(listCommand())
    .addCommand(addCommand())
    .addCommand(renameCommand())
    .addCommand(
      changeCommand({
        name: 'deactivate',
        summary: 'let a user do nothing any more',
        description:
          'From now on the user may neither open the store nor use a token. What is theirs stays theirs, and work of theirs that is queued or runs goes on.',
        example: 'deactivate tom',
        change: deactivateUser,
      }),
    )
    .addCommand(
      changeCommand({
        name: 'reactivate',
        summary: 'let a deactivated user in again',
        description: 'Lets a deactivated user in again, with all that is theirs; their tokens work again too.',
        example: 'reactivate tom',
        change: reactivateUser,
      }),
    )
    .addCommand(administratorCommand())
    .addCommand(userPasswordLinkCommand())
    .addCommand(userStorageCommand())
    .addCommand(giveCommand())
}
