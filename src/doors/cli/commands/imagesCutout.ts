import { resolve } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import { colourNames, type ColourName } from '../../../app/contract/pictures/colourMaps.ts'
import { stretchNames, type StretchName } from '../../../app/contract/pictures/stretch.ts'
import { readPosition } from '../../../app/contract/query/readPosition.ts'
import { endingOfCutOut, saveCutOut } from '../../../app/explore/saveCutOut.ts'
import type { Halley } from '../../../app/halley.ts'
import { failure, makeFault } from '../../../fault/fault.ts'
import { formatBytes } from '../../../app/usage/formatBytes.ts'
import { formatOfFile } from '../formatOfFile.ts'
import { parseCount } from '../parseCount.ts'
import { parseImageNumber } from '../parseImageNumber.ts'
import { printJson, printLine } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

interface CutOutOptions {
  readonly at: string
  readonly to: string
  readonly size: number
  readonly version?: number
  readonly stretch: StretchName
  readonly colours: ColourName
  readonly low?: number
  readonly high?: number
  readonly grid: boolean
  readonly beam: boolean
  readonly shapes: boolean
  readonly zoom?: number
  readonly json: boolean
}

function parseSize(text: string): number {
  const size = Number(text)
  if (!(size >= 1 && size <= 36_000)) throw new InvalidArgumentError('expected arcsec, from 1 to 36000.')
  return size
}

function parseValue(text: string): number {
  const value = text.trim() === '' ? NaN : Number(text)
  if (!Number.isFinite(value)) throw new InvalidArgumentError('expected a number, mJy/beam.')
  return value
}

function parseZoom(text: string): number {
  const zoom = parseCount(text)
  if (zoom > 16) throw new InvalidArgumentError('expected a whole number from 1 to 16.')
  return zoom
}

async function save(halley: Halley, run: string, imageNumber: number, options: CutOutOptions) {
  const { to, at, size, version, low, high, ...drawing } = options
  const format = formatOfFile(to, endingOfCutOut)
  if (!format.ok) return format
  const position = readPosition(at)
  if (!position.ok) return position
  const { raDeg, decDeg } = position.value
  if ((low === undefined) !== (high === undefined)) {
    const message = `Expected both --low and --high, found --${low === undefined ? 'high' : 'low'} alone.`
    return failure(makeFault('image.limits', message, { hint: 'Give both, or neither: then they are as zscale finds them.' }))
  }
  const limits = low === undefined || high === undefined ? null : { low, high }
  const request = { run, version, imageNumber, raDeg, decDeg, sizeArcsec: size }
  return saveCutOut(halley, resolve(to), request, format.value === 'fits' ? null : { ...drawing, limits })
}

/** The command that saves a part of an image. */
export function cutOutCommand(): Command {
  return new Command('cutout')
    .summary('save a part of an image as FITS or PNG')
    .description(
      'Cuts a square around a position out of an image: as FITS with its coordinates, or as PNG, over which lines of the sky, the beam and the fitted shapes can be drawn.',
    )
    .argument('<run>', 'name or id')
    .argument('<image>', 'its number, as ./halley images list shows it', parseImageNumber)
    .requiredOption('--at <position>', 'in any usual notation, ICRS or Galactic: "05:23:34.5 -69:45:22", "80.89 -69.76", "l 280.5 b -32.9"')
    .requiredOption('--to <file>', 'a new file; its ending says what it is: .fits or .png')
    .option('--size <arcsec>', 'edge', parseSize, 120)
    .option('--version <number>', 'a version (default: the one that is shown)', parseCount)
    .addOption(new Option('--stretch <stretch>', 'how brightness follows the value').choices([...stretchNames]).default('asinh'))
    .addOption(new Option('--colours <colours>', 'of the PNG').choices([...colourNames]).default('grey'))
    .option('--low <mjy>', 'value of the first colour, with --high (default: both as zscale finds them)', parseValue)
    .option('--high <mjy>', 'value of the last colour', parseValue)
    .option('--grid', 'with lines of right ascension and declination', false)
    .option('--beam', 'with the beam of the image', false)
    .option('--shapes', 'with the ellipses of detections, and of forced fits dashed', false)
    .option('--zoom <times>', 'pixels of the PNG along the edge of one of the image (default: enough for what is drawn over it)', parseZoom)
    .option('--json', 'print as JSON', false)
    .addHelpText(
      'after',
      '\nExamples:\n  ./halley images cutout lmc 3 --at "05:23:34.5 -69:45:22" --to source.fits\n  ./halley images cutout lmc 3 --at "80.89 -69.76" --size 600 --to field.png --grid --beam --shapes',
    )
    .action((run: string, imageNumber: number, options: CutOutOptions) =>
      withHalley(
        options.json,
        (halley) => save(halley, run, imageNumber, options),
        options.json ? printJson : ({ bytes }) => printLine(`Wrote ${resolve(options.to)} (${formatBytes(bytes)}).`),
      ),
    )
}
