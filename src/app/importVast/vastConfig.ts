import { basename, dirname, resolve } from 'node:path'
import type { Result } from '../../fault/fault.ts'
import { failure, makeFault, success } from '../../fault/fault.ts'
import { diskListing } from '../../store/files/fileListing.ts'
import type { VastRun } from '../../store/vast/listVastRuns.ts'
import { validateConfig } from '../config/validate.ts'
import type { InputSpec, RunConfig } from '../contract/config.ts'
import { readConfigFile } from '../runs/readConfigFile.ts'

/** What the configuration says of one image. */
export interface ConfiguredImage {
  readonly cataloguePath: string
  /** null where the configuration has no epochs. */
  readonly epochKey: string | null
}

export interface VastConfig {
  /** What the tables were made from, input paths made absolute. */
  readonly text: string
  /** What is to be processed next. */
  readonly draftText: string
  /** By the names of the images, epochs in their order; null where the text alone does not tell: globs whose files are gone. */
  readonly images: ReadonlyMap<string, ConfiguredImage> | null
}

interface KeyedFile {
  readonly key: string | null
  readonly path: string
}

function listedFiles(spec: InputSpec, folder: string): KeyedFile[] | null {
  const parts = spec.kind === 'epochs' ? spec.epochs.map(({ key, source }) => ({ key, source })) : [{ key: null, source: spec }]
  const files: KeyedFile[] = []
  for (const { key, source } of parts) {
    if (source.kind === 'glob') return null
    files.push(...source.files.map((path) => ({ key, path: resolve(folder, path) })))
  }
  return files
}

/** The images of a configuration whose files need not be there. */
function configuredImages({ inputs }: RunConfig, folder: string): Map<string, ConfiguredImage> | null {
  const [images, catalogues] = [listedFiles(inputs.image, folder), listedFiles(inputs.selavy, folder)]
  if (images === null || catalogues?.length !== images.length) return null
  return new Map(images.map(({ key, path }, index) => [basename(path), { cataloguePath: catalogues[index].path, epochKey: key }]))
}

/** Reads the configurations of a run of VAST. @returns `vast.damaged` where there is none, faults of the file */
export async function readVastConfig(run: VastRun): Promise<Result<VastConfig>> {
  const { configPath, draftPath } = run
  if (configPath === null) return failure(noConfig(run))
  const processed = await readConfigFile(configPath)
  if (!processed.ok) return processed
  const draft = await readConfigFile(draftPath ?? configPath)
  if (!draft.ok) return draft
  const text = processed.value.movableText
  const { config, inputs } = await validateConfig(text, configPath, { listing: diskListing, inspector: null })
  const resolved = inputs?.images.map(
    ({ imagePath, selavyPath, epochKey }) => [basename(imagePath), { cataloguePath: selavyPath, epochKey }] as const,
  )
  const images = resolved ? new Map(resolved) : config && configuredImages(config, dirname(configPath))
  return success({ text, draftText: draft.value.movableText, images })
}

function noConfig({ folder }: VastRun) {
  return makeFault('vast.damaged', `${folder}: expected config_prev.yaml or config.yaml, found neither.`, {
    hint: 'Bring the configuration back in the old system.',
    data: { path: folder },
  })
}
