import { resolve } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import { sourceColumnNames } from '../../../app/contract/sourceColumns.ts'
import { sourceExportFormats, type SourceExportFormat, type SourcesPage } from '../../../app/contract/sources.ts'
import { endingOfFormat, exportSourcesTo } from '../../../app/explore/exportSources.ts'
import { countSources, listSources } from '../../../app/explore/listSources.ts'
import type { Halley } from '../../../app/halley.ts'
import { success, type Result } from '../../../fault/fault.ts'
import { counted } from '../counted.ts'
import { formatBytes } from '../../../app/usage/formatBytes.ts'
import { formatOfFile } from '../formatOfFile.ts'
import { parseCount } from '../parseCount.ts'
import { queryHelp } from '../queryHelp.ts'
import { printJson, printLine, printTable } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

interface Options {
  readonly json: boolean
  readonly run: readonly string[]
  readonly project?: string
  readonly sample?: string
  readonly query: string
  readonly columns: readonly string[]
  readonly sort: string
  readonly descending: boolean
  readonly limit: number
  readonly export?: string
  readonly format?: SourceExportFormat
}

interface Listed {
  readonly count: number
  readonly total: number
  readonly page: SourcesPage
}

const usual = ['run', 'id', 'name', 'wavg_ra', 'wavg_dec', 'n_meas', 'avg_flux_peak', 'max_snr', 'eta_peak', 'v_peak']

function parseColumn(text: string): string {
  if (!sourceColumnNames.includes(text)) throw new InvalidArgumentError('expected a column of the sources.')
  return text
}

function parseColumns(text: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, parseColumn(text)]
}

function questionOf({ run, project, sample, query }: Options) {
  return { runs: run, project, sample, query }
}

async function list(halley: Halley, options: Options): Promise<Result<Listed>> {
  const question = questionOf(options)
  const order = { column: options.sort, isDescending: options.descending }
  const page = await listSources(halley, { ...question, order, after: null, limit: options.limit })
  if (!page.ok) return page
  const count = await countSources(halley, question)
  return count.ok ? success({ ...count.value, page: page.value }) : count
}

function shown(value: SourcesPage['rows'][number][number] | undefined): string | number {
  if (typeof value === 'number') return Number.isInteger(value) ? value : Number(value.toPrecision(6))
  return value === null || value === undefined ? '' : String(value)
}

function printListed({ count, total, page }: Listed, names: readonly string[]): void {
  const columns = (names.length > 0 ? names : usual).map((name) => page.columns.findIndex((column) => column.name === name))
  if (page.rows.length > 0) {
    printTable(
      columns.map((at) => page.columns[at]?.name ?? ''),
      page.rows.map((row) => columns.map((at) => shown(row[at]))),
    )
    printLine()
  }
  const more = page.next === null ? '' : `; ${page.rows.length} are shown (--limit), --export FILE writes all`
  printLine(`${counted(count, 'source')} of ${total}${more}.`)
}

async function exportTo(halley: Halley, path: string, options: Options) {
  const format = formatOfFile(path, endingOfFormat, options.format)
  if (!format.ok) return format
  const written = await exportSourcesTo(halley, resolve(path), { ...questionOf(options), format: format.value, columns: options.columns })
  return written.ok ? success({ path: resolve(path), format: format.value, ...written.value }) : written
}

function act(options: Options): Promise<void> {
  const { json, columns } = options
  const path = options.export
  if (path === undefined)
    return withHalley(json, (halley) => list(halley, options), json ? printJson : (found) => printListed(found, columns))
  return withHalley(
    json,
    (halley) => exportTo(halley, path, options),
    json ? printJson : (written) => printLine(`Wrote ${written.path} (${formatBytes(written.bytes)}).`),
  )
}

export function sourcesCommand(): Command {
  return new Command('sources')
    .summary('find sources by a query, and export all that it finds')
    .description('Lists the sources of runs, of a project or of a sample that a query is true of, or writes all of them to a file.')
    .option('--query <query>', 'which sources (default: all)', '')
    .option('--run <runs...>', 'runs by name or id, lmc:2 for version 2 (default: all runs that show a version)', [])
    .option('--project <project>', 'the runs of a project instead')
    .option('--sample <sample>', 'the rows of a sample instead')
    .option('--columns <names...>', 'columns in their order (default: the usual ones; in a file all)', parseColumns, [])
    .option('--sort <column>', 'the column that rows are ordered by', parseColumn, 'id')
    .option('--descending', 'largest first', false)
    .option('--limit <rows>', 'how many rows are listed, at most 1000', parseCount, 20)
    .option('--export <file>', 'write all sources to a new file; its ending says what it is')
    .addOption(new Option('--format <format>', 'what the file is, whatever its ending').choices([...sourceExportFormats]))
    .option('--json', 'print as JSON', false)
    .addHelpText(
      'after',
      `\nExamples:\n  ./halley sources --run lmc --query "eta_peak > 3" --sort eta_peak --descending\n  ./halley sources --query "new and max_snr > 10" --export new.vot\n  ./halley sources --query "tagged 'candidate'" --export candidates.reg\n${queryHelp}`,
    )
    .action((options: Options) => act({ ...options, limit: Math.min(options.limit, 1000) }))
}
