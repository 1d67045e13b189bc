import { resolve } from 'node:path'
import type { Result } from '../../fault/fault.ts'
import { failure, makeFault, success } from '../../fault/fault.ts'
import type { SurveyOptions } from '../../simulate/options.ts'
import { presetNames, presets } from '../../simulate/presets.ts'
import { simulateSurvey } from '../../simulate/simulateSurvey.ts'
import { openDirectorySink } from '../../store/files/directorySink.ts'

export const surveyPresets: readonly string[] = presetNames

export interface SimulateRequest {
  readonly preset: string
  readonly seed?: string
  readonly epochs?: number
  /** Pixels along each side. */
  readonly size?: number
  readonly components?: number
  /** Pointings side by side. */
  readonly tiles?: number
  readonly ra?: number
  readonly dec?: number
  readonly catalogue?: string
  readonly onProgress: (imagesDone: number, imagesTotal: number) => void
}

export interface SimulateOutcome {
  readonly folder: string
  readonly images: number
  readonly components: number
  readonly sources: number
}

/** The preset with what the request says otherwise. */
function surveyOptions(preset: SurveyOptions, request: SimulateRequest): SurveyOptions {
  const { seed, epochs, size, components, tiles, ra, dec, catalogue } = request
  return {
    ...preset,
    seed: seed ?? preset.seed,
    epochs: epochs ?? preset.epochs,
    sizePixels: size ?? preset.sizePixels,
    componentsPerImage: components ?? preset.componentsPerImage,
    fieldColumns: tiles ?? preset.fieldColumns,
    centreRaDeg: ra ?? preset.centreRaDeg,
    centreDecDeg: dec ?? preset.centreDecDeg,
    catalogueForm: catalogue === 'csv' || catalogue === 'xml' || catalogue === 'txt' ? catalogue : preset.catalogueForm,
  }
}

/** Makes a synthetic survey in a new or empty folder. */
export async function simulateTo(folder: string, request: SimulateRequest): Promise<Result<SimulateOutcome>> {
  const name = presetNames.find((preset) => preset === request.preset)
  if (!name) {
    return failure(
      makeFault('simulate.preset', `Preset ${request.preset}: expected one of ${presetNames.join(', ')}.`, {
        hint: './halley simulate --help describes them.',
        data: { preset: request.preset },
      }),
    )
  }
  const sink = await openDirectorySink(folder)
  if (!sink.ok) return sink
  const made = await simulateSurvey(surveyOptions(presets[name], request), sink.value, request.onProgress)
  if (!made.ok) return made
  const { images, sources } = made.value
  return success({
    folder: resolve(folder),
    images: images.length,
    components: images.reduce((sum, image) => sum + image.components, 0),
    sources,
  })
}
