import { basename } from 'node:path'
import type { ByteSource } from '../src/formats/byteSource.ts'
import { associate } from '../src/pipeline/association/associate.ts'
import type { AssociationMethod } from '../src/pipeline/association/settings.ts'
import type { Associations } from '../src/pipeline/detections.ts'
import { type Membership, scoreAssociation } from '../src/simulate/associationScore.ts'
import type { SurveyOptions } from '../src/simulate/options.ts'
import { presets } from '../src/simulate/presets.ts'
import { simulateSurvey } from '../src/simulate/simulateSurvey.ts'
import type { SurveySink } from '../src/simulate/surveySink.ts'
import { associationSettings, methods } from './associationMethods.ts'
import { type CataloguedImage, catalogueImage, epochImages, expectValue, joinDetections } from './detections.ts'
import { count, printTable } from './report.ts'

const sky: SurveyOptions = { ...presets.test, seed: 'halley quality', epochs: 12, sizePixels: 1000 }

/** Beams (pi / 4 ln 2 times both axes) in an image of the surveys above. */
const beams = (sky.sizePixels * sky.pixelScaleArcsec) ** 2 / (1.133 * sky.beamMajorArcsec * sky.beamMinorArcsec)

const oneIn = (beamsPerComponent: number) => Math.round(beams / beamsPerComponent)

const surveys: readonly (readonly [name: string, options: Partial<SurveyOptions>])[] = [
  ['one component in 300 beams', { componentsPerImage: oneIn(300) }],
  ['one in 100', { componentsPerImage: oneIn(100) }],
  ['one in 30', { componentsPerImage: oneIn(30) }],
  ['one in 30, positions off by 1"', { componentsPerImage: oneIn(30), astrometricRmsArcsec: 1 }],
  ['one in 30, three in ten double', { componentsPerImage: oneIn(30), doubleFraction: 0.3 }],
  ['one in 15, half of them in crowds', { componentsPerImage: oneIn(15), crowding: 0.5 }],
]

/** Prints how well each method of association finds the true sources again, on surveys from sparse to crowded. */
export async function benchQuality(): Promise<void> {
  const rows: string[][] = []
  for (const [name, options] of surveys) {
    const { images, componentObjects } = await simulateCatalogues({ ...sky, ...options })
    const detections = joinDetections(images)
    for (const method of methods) {
      const associations = associate(detections, epochImages(images), associationSettings(method))
      rows.push(scoreRow(name, method, componentObjects, associations))
    }
  }
  const head = ['survey', 'method', 'components', 'sources', 'completeness', 'purity', 'splits', 'merges', 'pair precision', 'pair recall']
  printTable(`Association against the truth: ${sky.epochs} epochs, radius 10", de Ruiter radius 5.68`, head, rows)
}

function scoreRow(name: string, method: AssociationMethod, componentObjects: Membership, associations: Associations): string[] {
  const score = scoreAssociation(componentObjects, membersOfSources(associations))
  return [
    name,
    method,
    count(componentObjects.start.length - 1),
    count(associations.sourceCount),
    formatShare(score.completeness),
    formatShare(score.purity),
    count(score.splits),
    count(score.merges),
    formatShare(score.pairPrecision),
    formatShare(score.pairRecall),
  ]
}

function formatShare(share: number | null): string {
  return share === null ? '-' : share.toFixed(4)
}

function membersOfSources({ sourceCount, source, detection }: Associations): Membership {
  const start = new Int32Array(sourceCount + 1)
  for (const s of source) start[s + 1]++
  for (let s = 0; s < sourceCount; s++) start[s + 1] += start[s]
  return { start, member: detection }
}

interface Catalogues {
  readonly images: readonly CataloguedImage[]
  /** The true sources in each component, in the order of the joined detections. */
  readonly componentObjects: Membership
}

/** Simulates a survey in memory and keeps of it the catalogues, the headers and the truth. */
async function simulateCatalogues(options: SurveyOptions): Promise<Catalogues> {
  const files = new Map<string, ByteSource & { readonly bytes: Uint8Array }>()
  const { images: made } = expectValue(await simulateSurvey(options, keepSmallFiles(files)))
  const images: CataloguedImage[] = []
  for (const { paths } of made) {
    const [image, catalogue] = [files.get(paths.image), files.get(paths.catalogue)]
    if (!image || !catalogue) throw new Error(`${paths.image} was not simulated`)
    images.push(await catalogueImage(image, paths.catalogue, catalogue.bytes))
  }
  const truth = new TextDecoder().decode(files.get('truth/components.csv')?.bytes)
  return { images, componentObjects: objectsOfComponents(images, truth) }
}

/** More than any header; beyond it a FITS file reads as zeros. */
const keptBytes = 1 << 16

function keepSmallFiles(files: Map<string, ByteSource & { readonly bytes: Uint8Array }>): SurveySink {
  return {
    file: (name) => {
      const kept: Uint8Array[] = []
      let byteLength = 0
      const close = () => {
        const bytes = Buffer.concat(kept)
        const read = (offset: number, length: number) => {
          const part = new Uint8Array(Math.max(0, Math.min(length, byteLength - offset)))
          part.set(bytes.subarray(offset, offset + length))
          return Promise.resolve(part)
        }
        files.set(name, { name, byteLength, bytes, read })
        return Promise.resolve()
      }
      const write = (bytes: Uint8Array) => {
        if (!name.endsWith('.fits') || byteLength < keptBytes)
          kept.push(new Uint8Array(bytes.subarray(0, name.endsWith('.fits') ? keptBytes : undefined)))
        byteLength += bytes.byteLength
        return Promise.resolve()
      }
      return Promise.resolve({ write, close })
    },
  }
}

function objectsOfComponents(images: readonly CataloguedImage[], truth: string): Membership {
  const objectsOf = new Map<string, string>()
  for (const line of truth.trimEnd().split('\n').slice(1)) {
    const [path, componentId, ids] = line.split(',')
    objectsOf.set(`${basename(path)} ${componentId}`, ids)
  }
  const numbers = new Map<string, number>()
  const start = [0]
  const member: number[] = []
  for (const { facts, measurements } of images) {
    for (const componentId of measurements.componentId) {
      const ids = objectsOf.get(`${facts.name} ${componentId}`)
      if (ids === undefined) throw new Error(`${facts.name}: the truth knows nothing of ${componentId}`)
      for (const id of ids.split(';').filter((each) => each !== '')) {
        if (!numbers.has(id)) numbers.set(id, numbers.size)
        member.push(numbers.get(id) ?? -1)
      }
      start.push(member.length)
    }
  }
  return { start: Int32Array.from(start), member: Int32Array.from(member) }
}
