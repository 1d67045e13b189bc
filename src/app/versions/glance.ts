import type { Run } from '../../lifecycle/state.ts'
import { versionOf } from '../../lifecycle/versions.ts'
import { findConfiguration } from '../../store/catalogue/configurations.ts'
import { findResult } from '../../store/catalogue/results.ts'
import type { Halley } from '../halley.ts'
import type { ResultCounts } from '../contract/runStatus.ts'
import type { SettingChange, VersionGlance, VersionImage } from '../contract/version.ts'
import { settingChanges } from './settingChanges.ts'
import { compareImages, imagesOfVersion } from './versionImages.ts'

/** What tells two versions apart at once, without reading any table. */
export interface Glance {
  /** Images of the target as they were resolved when it was processed. */
  readonly images: readonly VersionImage[]
  /** Images of the version shown that the target has not. */
  readonly leaving: readonly VersionImage[]
  /** Images of the target that the version shown has not. */
  readonly returning: readonly VersionImage[]
  /** Settings of the version shown that have another value in the target. */
  readonly settings: readonly SettingChange[]
  readonly counts: { readonly shown: ResultCounts; readonly target: ResultCounts }
  readonly configTexts: { readonly shown: string; readonly target: string }
}

interface ShownVersion {
  readonly resultId: string
  readonly counts: ResultCounts
  readonly configText: string
}

async function shownVersion({ store }: Halley, run: Run, number: number): Promise<ShownVersion> {
  const resultId = versionOf(run, number)?.resultId
  const result = resultId === undefined ? undefined : await findResult(store.catalogue, resultId)
  if (!result) throw new Error(`Version ${number} of run ${run.id} has no result`)
  const configText = await findConfiguration(store.catalogue, result.configurationHash)
  if (configText === undefined) throw new Error(`Result ${result.id} has no configuration`)
  return { resultId: result.id, counts: JSON.parse(result.counts) as ResultCounts, configText }
}

/** Compares the version of a run that is shown with another one. */
export async function glanceAt(halley: Halley, run: Run, head: number, target: number): Promise<Glance> {
  const [shown, wanted] = [await shownVersion(halley, run, head), await shownVersion(halley, run, target)]
  const images = await imagesOfVersion(halley.store, wanted.resultId)
  return {
    images,
    ...compareImages(await imagesOfVersion(halley.store, shown.resultId), images),
    settings: settingChanges(shown.configText, wanted.configText),
    counts: { shown: shown.counts, target: wanted.counts },
    configTexts: { shown: shown.configText, target: wanted.configText },
  }
}

/** What tells two versions of a run apart at once, in the direction from one to the other. */
export async function glanceFrom(halley: Halley, run: Run, from: number, to: number): Promise<VersionGlance> {
  const { leaving, returning, settings, counts, configTexts } = await glanceAt(halley, run, from, to)
  return {
    runName: run.name,
    from,
    to,
    images: { removed: leaving, added: returning },
    settings,
    configTexts: { from: configTexts.shown, to: configTexts.target },
    counts: { from: counts.shown, to: counts.target },
  }
}
