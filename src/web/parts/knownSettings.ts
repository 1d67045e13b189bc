import { configSections, type Section, type Setting } from '../../app/contract/configSettings.ts'

/** A setting by its dotted key in `config.yaml`. */
export interface KnownSetting {
  readonly key: string
  readonly setting: Setting
}

export interface KnownSection {
  readonly key: string
  readonly comment: string
  readonly settings: readonly KnownSetting[]
}

/** The settings that change anything, section by section. */
export const knownSections: readonly KnownSection[] = Object.values<Section>(configSections)
  .map(({ key, comment, settings }) => ({
    key,
    comment,
    settings: Object.values(settings)
      .filter(({ isIgnored }) => !isIgnored)
      .map((setting) => ({ key: `${key}.${setting.key}`, setting })),
  }))
  .filter(({ settings }) => settings.length > 0)

/** All of them, in the order of the file. */
export const knownSettings: readonly KnownSetting[] = knownSections.flatMap(({ settings }) => settings)
