import { effectiveSettings, settingsOfText } from '../config/effectiveSettings.ts'
import type { SettingChange } from '../process/difference/compareInputs.ts'

/** The settings whose values are others in a later configuration, defaults that nobody wrote included; inputs are no settings. */
export function settingChanges(earlierText: string, laterText: string): readonly SettingChange[] {
  const [earlier, later] = [effectiveSettings(settingsOfText(earlierText)), effectiveSettings(settingsOfText(laterText))]
  const names = [...new Set([...Object.keys(earlier), ...Object.keys(later)])].toSorted()
  return names.flatMap((setting) => {
    const [from, to] = [earlier[setting] ?? null, later[setting] ?? null]
    return from === to ? [] : [{ setting, from, to }]
  })
}
