import type { SettingValue } from '../../store/resultInputs.ts'
import { parseYaml } from '../../formats/yaml/document.ts'
import type { RunSettings } from '../contract/config.ts'
import { configSections } from '../contract/configSettings.ts'
import type { Section } from '../contract/configSettings.ts'
import { ProblemList } from './problemList.ts'
import { readSettings } from './readSettings.ts'

/** Settings by their places in `config.yaml`, such as `source_association.radius`, defaults included. */
export type EffectiveSettings = Readonly<Record<string, SettingValue>>

/** How the work is done, or what Halley makes no use of: no result depends on them. */
const sectionsWithoutEffect = ['run', 'processing']
const settingsWithoutEffect = ['measurements.write_arrow_files', 'source_association.parallel']

/** What settings come to: whether a file says a default or is silent makes no difference. */
export function effectiveSettings(settings: RunSettings): EffectiveSettings {
  const sections: readonly (readonly [string, Section])[] = Object.entries(configSections)
  const values: Readonly<Record<string, Readonly<Record<string, SettingValue>>>> = settings
  return Object.fromEntries(
    sections.flatMap(([name, section]) =>
      Object.entries(section.settings).map(([setting, { key }]) => [`${section.key}.${key}`, values[name]?.[setting] ?? null]),
    ),
  )
}

function hasEffect(place: string): boolean {
  return !settingsWithoutEffect.includes(place) && !sectionsWithoutEffect.some((section) => place.startsWith(`${section}.`))
}

/** The settings that a result depends on, of {@link effectiveSettings}. */
export function settingsThatCount(settings: EffectiveSettings): EffectiveSettings {
  return Object.fromEntries(Object.entries(settings).filter(([place]) => hasEffect(place)))
}

/** The settings of a configuration that was valid once, its files left aside; what it does not say has the default of today. */
export function settingsOfText(text: string): RunSettings {
  const { root } = parseYaml('config.yaml', text)
  return readSettings(
    root?.kind === 'map' ? root : { kind: 'map', place: { line: 1, column: 1 }, entries: [] },
    new ProblemList('config.yaml'),
  )
}
