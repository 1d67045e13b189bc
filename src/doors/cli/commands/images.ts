import { Command } from 'commander'
import { runImages } from '../../../app/contents/runImages.ts'
import type { ImageDetails } from '../../../app/contract/images.ts'
import type { RunImageView } from '../../../app/contract/runContents.ts'
import { showImage } from '../../../app/images/showImage.ts'
import { findRun } from '../../../app/runs/findRun.ts'
import { formatBytes } from '../../../app/usage/formatBytes.ts'
import { formatSecond } from '../formatTime.ts'
import { parseImageNumber } from '../parseImageNumber.ts'
import { parseCount } from '../parseCount.ts'
import { printJson, printLine, printTable } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'
import { cutOutCommand } from './imagesCutout.ts'

interface ImageOptions {
  readonly version?: number
  readonly json: boolean
}

interface Listed {
  readonly version: number
  readonly images: readonly RunImageView[]
}

function printImages({ version, images }: Listed): void {
  printTable(
    ['image', 'name', 'start (UTC)', 'ra', 'dec', 'MHz', 'beam, arcsec', 'noise, mJy/beam', 'components'],
    images.map(({ number, name, timeUtc, raDeg, decDeg, frequencyMhz, beamMajorArcsec, beamMinorArcsec, rmsMedianMjy, measurements }) => [
      number,
      name,
      formatSecond(timeUtc),
      raDeg.toFixed(4),
      decDeg.toFixed(4),
      Number(frequencyMhz.toFixed(1)),
      `${beamMajorArcsec.toFixed(1)} x ${beamMinorArcsec.toFixed(1)}`,
      Number(rmsMedianMjy.toPrecision(3)),
      measurements,
    ]),
  )
  printLine()
  printLine(`Version ${version}. One of them: ./halley images show RUN IMAGE`)
}

function listCommand(): Command {
  return new Command('list')
    .summary('list the images of a run')
    .description('Lists the images that a version of a run was made from, in the order of time, with the numbers that other commands take.')
    .argument('<run>', 'name or id')
    .option('--version <number>', 'a version (default: the one that is shown)', parseCount)
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExamples:\n  ./halley images list lmc\n  ./halley images list lmc --version 1 --json')
    .action((name: string, { version, json }: ImageOptions) =>
      withHalley(
        json,
        async (halley) => {
          const run = await findRun(halley, name)
          return run.ok ? runImages(halley, run.value, version) : run
        },
        json ? printJson : printImages,
      ),
    )
}

const stateWords = {
  there: 'as processed',
  missing: 'not where it was',
  changed: 'another than the one that was processed',
  unreadable: 'cannot be read',
} as const

function printImage(image: ImageDetails): void {
  const facts: readonly (readonly [string, string])[] = [
    ['image', `${image.number}, ${image.name}`],
    ['run', `${image.run}, version ${image.version}`],
    ['start', `${formatSecond(image.timeUtc)} UTC, MJD ${image.mjd.toFixed(5)}, ${Math.round(image.durationS)} s`],
    ['centre', `${image.raDeg.toFixed(5)} ${image.decDeg.toFixed(5)} deg`],
    ['size', `${image.width} x ${image.height} pixels of ${image.pixelArcsec.toFixed(2)} arcsec`],
    ['band', `${image.frequencyMhz.toFixed(1)} MHz, ${image.bandwidthMhz.toFixed(0)} MHz wide`],
    ['beam', `${image.beamMajorArcsec.toFixed(1)} x ${image.beamMinorArcsec.toFixed(1)} arcsec, ${image.beamPaDeg.toFixed(0)} deg`],
    ['noise', `${image.rmsMedianMjy.toFixed(3)} (${image.rmsMinMjy.toFixed(3)} to ${image.rmsMaxMjy.toFixed(3)}) mJy/beam`],
    ['components', String(image.measurements)],
    [
      'used by',
      [...image.usedBy.map(({ name }) => name), ...(image.usedByOthers > 0 ? [`${image.usedByOthers} that you may not see`] : [])].join(
        ', ',
      ),
    ],
  ]
  for (const [name, value] of facts) printLine(`${name.padEnd(11)}${value}`)
  printLine()
  printTable(
    ['file', 'now', 'size', 'path'],
    image.files.map(({ role, state, bytes, path }) => [role, stateWords[state], formatBytes(bytes), path]),
  )
}

function showCommand(): Command {
  return new Command('show')
    .summary('show an image with its files')
    .description('Shows an image of a run: its header and its noise, its files and what has become of them, the runs that use it.')
    .argument('<run>', 'name or id')
    .argument('<image>', 'its number, as ./halley images list shows it', parseImageNumber)
    .option('--version <number>', 'a version (default: the one that is shown)', parseCount)
    .option('--json', 'print as JSON', false)
    .addHelpText('after', '\nExample:\n  ./halley images show lmc 3')
    .action((run: string, imageNumber: number, { version, json }: ImageOptions) =>
      withHalley(json, (halley) => showImage(halley, { run, version, imageNumber }), json ? printJson : printImage),
    )
}

export function imagesCommand(): Command {
  return new Command('images')
    .summary('list the images of runs, show one, cut out a part')
    .description(
      'Images are the FITS files that runs were made from. Halley only reads them; what it shows of them comes from the files as they are now.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  ./halley images list lmc\n  ./halley images show lmc 3\n  ./halley images cutout lmc 3 --at "05:23:34.5 -69:45:22" --to lmc.png --grid --beam',
    )
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(cutOutCommand())
}
