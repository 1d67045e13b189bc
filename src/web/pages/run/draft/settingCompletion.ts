import { configSections, type Section, type Setting } from '../../../../app/contract/configSettings.ts'

/** Something that may stand at a place of a configuration. */
export interface Offer {
  readonly label: string
  /** What goes into the text. */
  readonly text: string
  readonly detail: string
  readonly info: string
}

const sections: readonly Section[] = Object.values(configSections)

const inputKeys: readonly (readonly [string, string])[] = [
  ['image', 'FITS images, as a list, by glob, or by epoch'],
  ['selavy', 'Their Selavy catalogues, in the same order'],
  ['noise', 'Their noise maps, in the same order'],
  ['background', 'Their background maps, for forced fits'],
]

function words(value: Setting['default']): string {
  return JSON.stringify(value).replaceAll('"', '')
}

function ofSetting(setting: Setting): Offer {
  const { key, unit, comment, expected } = setting
  const detail = `${words(setting.default)}${unit && ` ${unit}`}`
  return { label: key, text: `${key}: ${words(setting.default)}`, detail, info: `${comment} Expected ${expected}.` }
}

/** The section that a line is in: the last key before it that is not indented. */
function sectionOf(linesBefore: readonly string[]): string | null {
  const head = linesBefore.findLast((line) => /^[a-z_]+:/.test(line))
  return head ? head.slice(0, head.indexOf(':')) : null
}

function valuesOf({ kind, choices, mayBeNull, default: usual, comment }: Setting): Offer[] {
  const some = kind === 'boolean' ? ['true', 'false'] : [...choices]
  const all = mayBeNull ? [...some, 'null'] : some
  return all.map((value) => ({ label: value, text: value, detail: value === words(usual) ? 'default' : '', info: comment }))
}

/**
 * What may stand where somebody types in a configuration: sections, the settings of a section, the values of a setting.
 *
 * @param lineStart the line up to where the cursor is
 * @param taken keys that the section has already
 */
export function offersAt(linesBefore: readonly string[], lineStart: string, taken: ReadonlySet<string> = new Set()): readonly Offer[] {
  if (/^[a-z_]*$/.test(lineStart)) {
    const inputs = { label: 'inputs', text: 'inputs:', detail: '', info: 'The files: images, catalogues, noise and background maps.' }
    const others = sections.map(({ key, comment }) => ({ label: key, text: `${key}:`, detail: '', info: comment }))
    return [inputs, ...others].filter(({ label }) => !taken.has(label))
  }
  const name = sectionOf(linesBefore)
  const value = /^\s+([a-z_]+):\s*\S*$/.exec(lineStart)
  const settings = Object.values(sections.find(({ key }) => key === name)?.settings ?? {})
  if (value) {
    const setting = settings.find(({ key }) => key === value[1])
    return setting ? valuesOf(setting) : []
  }
  if (!/^\s+[a-z_]*$/.test(lineStart)) return []
  if (name === 'inputs') {
    return inputKeys.filter(([key]) => !taken.has(key)).map(([key, info]) => ({ label: key, text: `${key}:`, detail: '', info }))
  }
  return settings.filter(({ key, isIgnored }) => !isIgnored && !taken.has(key)).map(ofSetting)
}
