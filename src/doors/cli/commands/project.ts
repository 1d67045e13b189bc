import { Command, InvalidArgumentError } from 'commander'
import type { Halley } from '../../../app/halley.ts'
import { describeItem } from '../../../app/items/describeItem.ts'
import { findItem } from '../../../app/items/findItem.ts'
import { renameItem } from '../../../app/items/renameItem.ts'
import { setRetention } from '../../../app/projects/setRetention.ts'
import { createProject } from '../../../app/projects/createProject.ts'
import type { ProjectDetails, ProjectSummary } from '../../../app/contract/project.ts'
import { listProjects, showProject } from '../../../app/projects/listProjects.ts'
import { success, type Result } from '../../../fault/fault.ts'
import { counted } from '../counted.ts'
import { formatMinute } from '../formatTime.ts'
import { printJson, printLine, printTable } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'
import { addMemberCommand, moveInCommand, removeMemberCommand } from './projectMembers.ts'

interface Json {
  readonly json: boolean
}

function daysWords({ retentionDays, hasOwnRetention }: ProjectSummary): string {
  const days = retentionDays === 0 ? 'until deleted' : counted(retentionDays, 'day')
  return hasOwnRetention ? days : `${days} (as the server)`
}

function printProjects(projects: readonly ProjectSummary[]): void {
  printTable(
    ['project', 'owner', 'runs', 'samples', 'analyses', 'members', 'in Trash for', 'status'],
    projects.map((project) => {
      const { name, owner, runs, samples, analyses, members, words } = project
      return [name, owner, runs, samples, analyses, members, daysWords(project), words]
    }),
  )
}

function printProject(project: ProjectDetails): void {
  printProjects([project])
  if (project.description !== '') printLine(`\n${project.description}`)
  if (project.shares.length > 0) {
    printLine()
    printTable(
      ['member', 'role'],
      project.shares.map(({ user, role }) => [user, role]),
    )
  }
  if (project.items.length === 0) return
  printLine()
  printTable(
    ['kind', 'name', 'owner', 'updated (UTC)'],
    project.items.map(({ kind, name, owner, updatedUtc }) => [kind, name, owner, formatMinute(updatedUtc)]),
  )
}

/** Does something to a project that is named, and tells what. */
async function withProject<T>(halley: Halley, name: string, work: (id: string) => Promise<Result<T>>): Promise<Result<T>> {
  const found = await findItem(halley, 'project', name)
  return found.ok ? work(found.value.id) : found
}

function parseDays(text: string): number | null {
  if (text === 'default') return null
  const days = Number(text)
  if (text.trim() === '' || !Number.isInteger(days) || days < 0) throw new InvalidArgumentError('expected a number of days, or default.')
  return days
}

function listCommand(): Command {
  return new Command('list')
    .summary('list the projects that you may see')
    .description('Lists the projects that you may see, with what is live in them.')
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley project list')
    .action(({ json }: Json) => withHalley(json, listProjects, json ? printJson : printProjects))
}

function showCommand(): Command {
  return new Command('show')
    .summary('show a project with its members and what is in it')
    .description('Shows a project with its members and what is live in it.')
    .argument('<project>', 'name or id')
    .option('--json', 'print as JSON, with what you may do to it', false)
    .addHelpText('after', '\nExample:\n  ./halley project show "LMC 2026"')
    .action((name: string, { json }: Json) => withHalley(json, (halley) => showProject(halley, name), json ? printJson : printProject))
}

function createCommand(): Command {
  return new Command('create')
    .summary('make a project')
    .description('Makes a project of yours. Others see nothing of it until you make them members.')
    .argument('<name>', 'one line without /; unique over the whole store')
    .option('--description <text>', 'what it is for, at most 240 characters')
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley project create "LMC 2026" --description "All fields of the season"')
    .action((name: string, { description = '', json }: Json & { readonly description?: string }) =>
      withHalley(
        json,
        async (halley) => {
          const created = await createProject(halley, { name, description })
          return created.ok ? success({ id: created.value.id, name, description }) : created
        },
        json ? printJson : () => printLine(`Project ${name} is made. Put a run into it: ./halley project move-in "${name}" RUN`),
      ),
    )
}

function renameCommand(): Command {
  return new Command('rename')
    .summary('give a project another name')
    .description('Gives a project another name. What is in it stays as it is.')
    .argument('<project>', 'name or id')
    .argument('<new-name>', 'one line without /; unique over the whole store')
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley project rename "LMC 2026" "LMC season 3"')
    .action((name: string, newName: string, { json }: Json) =>
      withHalley(
        json,
        async (halley) => {
          const found = await findItem(halley, 'project', name)
          const renamed = found.ok ? await renameItem(halley, found.value, newName) : found
          return renamed.ok ? success({ name: renamed.value }) : renamed
        },
        json ? printJson : (now) => printLine(`The project is named ${now.name} now.`),
      ),
    )
}

function describeCommand(): Command {
  return new Command('describe')
    .summary('say what a project is for')
    .description('Says what a project is for, instead of what was said before.')
    .argument('<project>', 'name or id')
    .argument('<text>', 'at most 240 characters; empty for none')
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley project describe "LMC 2026" "All fields of the season"')
    .action((name: string, text: string, { json }: Json) =>
      withHalley(
        json,
        async (halley) => {
          const described = await withProject(halley, name, (id) => describeItem(halley, id, text))
          return described.ok ? success({ description: described.value }) : described
        },
        json ? printJson : () => printLine('Described.'),
      ),
    )
}

function retentionCommand(): Command {
  return new Command('retention')
    .summary('set how long what is trashed stays in Trash')
    .description(
      'Sets how long what goes to Trash from this project stays there before it is deleted permanently. It holds for what is trashed from now on; what is in Trash keeps its day.',
    )
    .argument('<project>', 'name or id')
    .argument('<days>', 'days; 0: until somebody deletes it; default: as the server is set', parseDays)
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExamples:\n  ./halley project retention "LMC 2026" 90\n  ./halley project retention "LMC 2026" default')
    .action((name: string, days: number | null, { json }: Json) =>
      withHalley(
        json,
        async (halley) => {
          const set = await withProject(halley, name, (id) => setRetention(halley, id, days))
          return set.ok ? success({ retentionDays: set.value }) : set
        },
        json
          ? printJson
          : ({ retentionDays }) =>
              printLine(
                `What goes to Trash from project ${name} stays ${retentionDays === 0 ? 'until somebody deletes it permanently' : `for ${counted(retentionDays, 'day')}`}.`,
              ),
      ),
    )
}

export function projectCommand(): Command {
  return new Command('project')
    .summary('make projects, and look after what is in them and who may see it')
    .description(
      'A project holds runs, samples and analyses. Its owner controls all that is in it; editors also create and process what they made; viewers read, export and comment.',
    )
    .addHelpText(
      'after',
      `
Examples:
  ./halley project create "LMC 2026"
  ./halley project add-member "LMC 2026" maria --role editor
  ./halley project move-in "LMC 2026" lmc-pilot
  ./halley transfer --kind project "LMC 2026" maria`,
    )
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(createCommand())
    .addCommand(renameCommand())
    .addCommand(describeCommand())
    .addCommand(addMemberCommand())
    .addCommand(removeMemberCommand())
    .addCommand(moveInCommand())
    .addCommand(retentionCommand())
}
