import { Command, InvalidArgumentError, Option } from 'commander'
import { positionUnits, type AddedReference, type NewReference, type Reference } from '../../../app/contract/reference.ts'
import { addReference, listReferences, removeReference } from '../../../app/references/references.ts'
import { printJson, printLine, printTable } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

interface AddOptions extends Omit<NewReference, 'path' | 'radiusArcsec'> {
  readonly radius?: number
  readonly json: boolean
}

function parseRadius(text: string): number {
  const radius = Number(text)
  if (!(radius > 0 && radius <= 3600)) throw new InvalidArgumentError('expected arcsec, more than 0 and at most 3600.')
  return radius
}

function printAdded({ name, rows, left, radiusArcsec }: AddedReference): void {
  printLine(`Catalogue ${name}: ${rows} objects. Pages of sources show those within ${radiusArcsec} arcsec.`)
  if (left > 0) printLine(`${left} rows have no position and were left out.`)
}

function addCommand(): Command {
  return new Command('add')
    .summary('add a catalogue from a file')
    .description('Reads a VOTable, a FITS table or a Parquet file and keeps its rows in the store. The file itself is only read.')
    .argument('<file>', 'VOTable, FITS or Parquet; a .gz is fine')
    .option('--name <name>', 'what pages call it (default: the name of the file)')
    .option('--ra <column>', 'column of right ascension (default: found by its UCD or its name)')
    .option('--dec <column>', 'column of declination')
    .addOption(new Option('--unit <unit>', 'of the positions (default: as the columns say)').choices(positionUnits))
    .option('--name-column <column>', 'column that objects are called by')
    .option('--radius <arcsec>', 'how far from a source its objects are shown (default: 30)', parseRadius)
    .option('--json', 'print as JSON', false)
    .addHelpText(
      'after',
      '\nExamples:\n  ./halley catalogue add racs.fits --name RACS --radius 15\n  ./halley catalogue add mine.vot --ra alpha --dec delta --unit hour',
    )
    .action((path: string, { radius, json, ...options }: AddOptions) =>
      withHalley(
        json,
        (halley) => addReference(halley, { ...options, path, ...(radius === undefined ? {} : { radiusArcsec: radius }) }, null),
        json ? printJson : printAdded,
      ),
    )
}

interface Listed {
  readonly references: readonly Reference[]
}

function printReferences({ references }: Listed): void {
  if (references.length === 0) return printLine('There is no reference catalogue. Add one: ./halley catalogue add FILE')
  printTable(
    ['name', 'objects', 'radius', 'file', 'by', 'since'],
    references.map(({ name, rows, radiusArcsec, fileName, by, addedUtc }) => [
      name,
      rows,
      `${radiusArcsec} arcsec`,
      fileName,
      by,
      addedUtc.slice(0, 10),
    ]),
  )
}

function listCommand(): Command {
  return new Command('list')
    .summary('the catalogues that there are')
    .description('Lists the reference catalogues with how many objects each has.')
    .option('--json', 'print as JSON', false)
    .action(({ json }: { readonly json: boolean }) => withHalley(json, listReferences, json ? printJson : printReferences))
}

function removeCommand(): Command {
  return new Command('remove')
    .summary('remove a catalogue')
    .description('Removes a reference catalogue from the store. The file that it was read from stays as it is: add it again at any time.')
    .argument('<name>', 'name or id')
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley catalogue remove RACS')
    .action((name: string, { json }: { readonly json: boolean }) =>
      withHalley(
        json,
        (halley) => removeReference(halley, name),
        json ? printJson : (removed) => printLine(`Catalogue ${removed.name} is removed. Its file ${removed.fileName} was left as it is.`),
      ),
    )
}

export function catalogueCommand(): Command {
  return new Command('catalogue')
    .summary('catalogues of others that sources are compared with')
    .description('Reference catalogues: the page of a source shows what each has around it. Administrators add and remove them.')
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addCommand(removeCommand())
}
