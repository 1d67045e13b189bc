import { failure, type Result, settle } from '../fault/fault.ts'
import { imagePaths, type ImagePaths } from './imageFiles.ts'
import { observeImage } from './observeImage.ts'
import { checkOptions, type SurveyOptions } from './options.ts'
import { RandomStream } from './random.ts'
import { epochStartsDays, makeFields, makeSchedule, type Observation } from './schedule.ts'
import { drawSkyModel, type SkyModel } from './skyModel.ts'
import { surveyConfig } from './surveyConfig.ts'
import { type SinkFile, type SurveySink, writeText } from './surveySink.ts'
import { componentLines, componentsCsvHeader, imagesCsvHeader, imagesCsvLine, lightCurvesCsv, sourcesCsv } from './truthFiles.ts'

/** One image of a survey that was made. */
export interface SimulatedImage {
  readonly epochName: string
  readonly paths: ImagePaths
  readonly components: number
}

export interface SurveySummary {
  readonly images: readonly SimulatedImage[]
  /** True sources, of which many are too faint to be found. */
  readonly sources: number
}

/** Called after each image. */
export type SurveyProgress = (imagesDone: number, imagesTotal: number) => void

/**
 * Makes a synthetic radio survey: images, noise maps, background maps and component catalogues in the formats of ASKAP,
 * the truth behind them (`truth/*.csv`), and a `config.yaml` to process it.
 *
 * Equal options give equal bytes, on any machine. A survey with more epochs begins with the same files (the names
 * change where the number of epochs gets a figure more). One image is in
 * memory at a time: 4 bytes a pixel.
 *
 * @returns what was made, or the fault of options that cannot be, or of a sink that refuses.
 */
export async function simulateSurvey(options: SurveyOptions, sink: SurveySink, progress?: SurveyProgress): Promise<Result<SurveySummary>> {
  const checked = checkOptions(options)
  if (!checked.ok) return failure(checked.fault)
  return settle(() => makeSurvey(options, sink, progress))
}

async function makeSurvey(options: SurveyOptions, sink: SurveySink, progress: SurveyProgress | undefined): Promise<SurveySummary> {
  const random = new RandomStream(options.seed)
  const fields = makeFields(options)
  const startsDays = epochStartsDays(options, random.fork('times'))
  const model = drawSkyModel(options, fields, startsDays, random.fork('sky'))
  const schedule = makeSchedule(options, fields, startsDays, random.fork('observations'))
  const images = await observeAll(options, model, schedule, sink, progress)
  const epochNames = [...new Set(schedule.map(({ epochName }) => epochName))]
  await writeText(sink, 'truth/sources.csv', sourcesCsv(model))
  await writeText(sink, 'truth/light_curves.csv', lightCurvesCsv(model, epochNames))
  await writeText(sink, 'config.yaml', surveyConfig(images, options.inputForm))
  return { images, sources: model.count }
}

async function observeAll(
  options: SurveyOptions,
  model: SkyModel,
  schedule: readonly Observation[],
  sink: SurveySink,
  progress: SurveyProgress | undefined,
): Promise<SimulatedImage[]> {
  const imagesFile = await sink.file('truth/images.csv')
  const componentsFile = await sink.file('truth/components.csv')
  await append(imagesFile, imagesCsvHeader)
  await append(componentsFile, componentsCsvHeader)
  const pixels = new Float32Array(options.sizePixels * options.sizePixels)
  const images: SimulatedImage[] = []
  for (const observation of schedule) {
    const paths = imagePaths(observation, options.catalogueForm)
    const found = await observeImage(options, model, observation, paths, sink, pixels)
    await append(imagesFile, imagesCsvLine(paths.image, observation))
    await append(componentsFile, componentLines(paths.image, found, model))
    images.push({ epochName: observation.epochName, paths, components: found.table.count })
    progress?.(images.length, schedule.length)
  }
  await imagesFile.close()
  await componentsFile.close()
  return images
}

async function append(file: SinkFile, text: string): Promise<void> {
  await file.write(new TextEncoder().encode(text))
}
