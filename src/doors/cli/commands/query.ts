import { Command } from 'commander'
import type { SavedQuery } from '../../../app/contract/savedQuery.ts'
import { changeSavedQuery, deleteSavedQuery, findQuery, listSavedQueries, saveQuery } from '../../../app/savedQueries/savedQueries.ts'
import type { Halley } from '../../../app/halley.ts'
import { success, type Result } from '../../../fault/fault.ts'
import { formatMinute } from '../formatTime.ts'
import { printJson, printLine, printTable } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

interface Json {
  readonly json: boolean
}

interface SaveOptions extends Json {
  readonly run: readonly string[]
  readonly query: string
  readonly project?: string
}

function ofRuns({ runs }: SavedQuery): string {
  return runs.length === 0 ? 'all' : runs.join(', ')
}

function printQueries(queries: readonly SavedQuery[]): void {
  if (queries.length === 0) return printLine('No saved queries. ./halley query save NAME --query QUERY keeps one.')
  printTable(
    ['name', 'owner', 'shared with', 'runs', 'query', 'changed (UTC)'],
    queries.map((saved) => {
      const { name, owner, project, query, changedUtc } = saved
      return [name, owner, project?.name ?? '', ofRuns(saved), query === '' ? 'all' : query, formatMinute(changedUtc)]
    }),
  )
}

function listCommand(): Command {
  return new Command('list')
    .summary('list your saved queries and those shared with your projects')
    .description('Lists the queries that you keep, and those that others share with projects of yours, by name.')
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley query list')
    .action(({ json }: Json) =>
      withHalley(json, async (halley) => success(await listSavedQueries(halley)), json ? printJson : printQueries),
    )
}

/** Keeps a query; one of the user's own of that name is changed. */
async function save(halley: Halley, name: string, { run, query, project }: SaveOptions): Promise<Result<SavedQuery>> {
  const wanted = { name, runs: run, query, project: project ?? null }
  const same = await findQuery(halley, name)
  return same.ok && same.value.isMine ? changeSavedQuery(halley, same.value.id, wanted) : saveQuery(halley, wanted)
}

function saveCommand(): Command {
  return new Command('save')
    .summary('keep a source query under a name')
    .description('Keeps a source query under a name, in place of one of yours that has it. The site lists it on the page of sources.')
    .argument('<name>', 'unique among your own')
    .requiredOption('--query <query>', 'which sources, as for ./halley sources')
    .option('--run <runs...>', 'runs by name or id, lmc:2 for version 2 (default: all runs)', [])
    .option('--project <project>', 'share it with the members of a project')
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley query save flares --query "new and eta_peak > 3" --project "LMC 2026"')
    .action((name: string, options: SaveOptions) =>
      withHalley(
        options.json,
        (halley) => save(halley, name, options),
        options.json ? printJson : (saved) => printLine(`Query ${saved.name} is saved.`),
      ),
    )
}

function showCommand(): Command {
  return new Command('show')
    .summary('print the text of a saved query')
    .description('Prints the text of a saved query, for --query of other commands.')
    .argument('<name>', 'name or id')
    .option('--json', 'print all of it as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley sources --query "$(./halley query show flares)"')
    .action((name: string, { json }: Json) =>
      withHalley(json, (halley) => findQuery(halley, name), json ? printJson : ({ query }) => printLine(query === '' ? 'all' : query)),
    )
}

async function forget(halley: Halley, name: string): Promise<Result<SavedQuery>> {
  const found = await findQuery(halley, name)
  if (!found.ok) return found
  const gone = await deleteSavedQuery(halley, found.value.id)
  return gone.ok ? found : gone
}

function deleteCommand(): Command {
  return new Command('delete')
    .summary('forget a saved query of yours')
    .description('Forgets a saved query of yours. What was drawn by it stays.')
    .argument('<name>', 'name or id')
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley query delete flares')
    .action((name: string, { json }: Json) =>
      withHalley(json, (halley) => forget(halley, name), json ? printJson : (saved) => printLine(`Query ${saved.name} is deleted.`)),
    )
}

export function queryCommand(): Command {
  return new Command('query')
    .summary('keep source queries under names, list and share them')
    .description('Saved queries are source queries that you keep under a name, for yourself or for the members of a project.')
    .addHelpText('after', '\nExamples:\n  ./halley query save flares --query "new and eta_peak > 3"\n  ./halley query list')
    .addCommand(listCommand())
    .addCommand(saveCommand())
    .addCommand(showCommand())
    .addCommand(deleteCommand())
}
