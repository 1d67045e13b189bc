import { effectiveSettings, settingsOfText, settingsThatCount, type EffectiveSettings } from '../config/effectiveSettings.ts'
import type { SettingChange } from '../contract/version.ts'

/** The settings that a result depends on, by what they come to in a configuration. */
function settingsIn(text: string): EffectiveSettings {
  return settingsThatCount(effectiveSettings(settingsOfText(text)))
}

/** The settings whose values are others in a later configuration, defaults that nobody wrote included; inputs are no settings. */
export function settingChanges(earlierText: string, laterText: string): readonly SettingChange[] {
  const [earlier, later] = [settingsIn(earlierText), settingsIn(laterText)]
  const names = [...new Set([...Object.keys(earlier), ...Object.keys(later)])].toSorted()
  return names.flatMap((setting) => {
    const [from, to] = [earlier[setting] ?? null, later[setting] ?? null]
    return from === to ? [] : [{ setting, from, to }]
  })
}
