import { resolve } from 'node:path'
import { Command, Option } from 'commander'
import type { Footprints } from '../../../app/contract/skyMap.ts'
import { endingOfFootprints, exportFootprints, footprintFormats, type FootprintFormat } from '../../../app/skyMap/exportFootprints.ts'
import { listFootprints } from '../../../app/skyMap/listFootprints.ts'
import { formatBytes } from '../../../app/usage/formatBytes.ts'
import { counted } from '../counted.ts'
import { formatOfFile } from '../formatOfFile.ts'
import { formatMinute } from '../formatTime.ts'
import { printJson, printLine, printTable } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

interface SkyOptions {
  readonly json: boolean
  readonly run: readonly string[]
  readonly export?: string
  readonly format?: FootprintFormat
}

function printFootprints({ runs, images }: Footprints): void {
  if (images.length === 0) return printLine('No images on the sky. Process a run, or name one with --run.')
  printTable(
    ['image', 'name', 'start (UTC)', 'ra', 'dec', 'corners, deg', 'runs'],
    images.map(({ number, name, timeUtc, raDeg, decDeg, footprint, runs: places }) => [
      number,
      name,
      formatMinute(timeUtc),
      raDeg.toFixed(4),
      decDeg.toFixed(4),
      footprint.map(([ra, dec]) => `${ra.toFixed(2)} ${dec.toFixed(2)}`).join(', '),
      places.map((place) => runs[place]?.name ?? '').join(', '),
    ]),
  )
  printLine()
  printLine(`${counted(images.length, 'image')} of ${counted(runs.length, 'run')}. --export FILE writes them as a table or as regions.`)
}

function act({ json, run, export: path, format: said }: SkyOptions): Promise<void> {
  if (path === undefined) return withHalley(json, (halley) => listFootprints(halley, run), json ? printJson : printFootprints)
  const to = resolve(path)
  return withHalley(
    json,
    async (halley) => {
      const format = formatOfFile(path, endingOfFootprints, said)
      return format.ok ? exportFootprints(halley, to, { runs: run, format: format.value }) : format
    },
    json ? printJson : ({ images, bytes }) => printLine(`Wrote ${counted(images, 'footprint')} to ${to} (${formatBytes(bytes)}).`),
  )
}

export function skyCommand(): Command {
  return new Command('sky')
    .summary('show where on the sky the images of runs are')
    .description(
      'Lists the footprints of the images of runs, by their corners, or writes them to a file: a table whose column s_region has them as polygons, or regions for DS9 (.reg) and CARTA (.crtf).',
    )
    .option('--run <runs...>', 'runs by name or id, lmc:2 for version 2 (default: all runs that show a version)', [])
    .option('--export <file>', 'write the footprints to a new file; its ending says what it is')
    .addOption(new Option('--format <format>', 'what the file is, whatever its ending').choices([...footprintFormats]))
    .option('--json', 'print as JSON', false)
    .addHelpText(
      'after',
      '\nExamples:\n  ./halley sky --run lmc\n  ./halley sky --export survey.reg\n  ./halley sky --run lmc smc:2 --export footprints.vot',
    )
    .action(act)
}
