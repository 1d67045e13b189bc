import type { YamlEntry, YamlMap, YamlPlace, YamlScalar, YamlValue } from '../../formats/yaml/document.ts'
import { defaultSettings, type RunSettings, runSettingsSchema } from '../contract/config.ts'
import { configSections, type Section, type Setting } from '../contract/configSettings.ts'
import { found } from './found.ts'
import { nearestName } from '../contract/nearestName.ts'
import type { ProblemList } from './problemList.ts'

const trueWords = ['true', 'yes', 'on', 'y', '1']
const falseWords = ['false', 'no', 'off', 'n', '0']
const numberForm = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

const sections: readonly (readonly [string, Section])[] = Object.entries(configSections)

/**
 * Reads every section but `inputs`, collecting unknown keys, wrong types and values out of range. Where the file is
 * silent or wrong the default stands. Numbers and truth values may be in quotes, and `yes`, `no`, `on`, `off` are truth
 * values, as in VAST.
 */
export function readSettings(root: YamlMap, problems: ProblemList): RunSettings {
  const settings: Record<string, Record<string, unknown>> = { ...defaultSettings() }
  for (const entry of root.entries) {
    if (entry.key === 'inputs') continue
    const match = sections.find(([, section]) => section.key === entry.key)
    if (!match) refuseUnknownKey('', entry, sectionKeys, problems)
    else settings[match[0]] = { ...settings[match[0]], ...readSection(match[1], entry.value, problems) }
  }
  return runSettingsSchema.parse(settings)
}

/** Where the value of a setting stands, or null where the file does not have it. */
export function settingPlace(root: YamlMap, section: string, key: string): YamlPlace | null {
  const value = root.entries.find((entry) => entry.key === section)?.value
  if (value?.kind !== 'map') return null
  return value.entries.find((entry) => entry.key === key)?.value.place ?? null
}

const sectionKeys = ['inputs', ...sections.map(([, section]) => section.key)]

/** Every key of a setting with the section that has it, as `section.key`. */
const settingPaths = sections.flatMap(([, section]) =>
  Object.values(section.settings).map((setting) => [setting.key, `${section.key}.${setting.key}`]),
)

/** Refuses a key, naming the nearest of `known`, or the section where it would be right. */
export function refuseUnknownKey(section: string, entry: YamlEntry, known: readonly string[], problems: ProblemList): void {
  const elsewhere = settingPaths.filter(([key]) => key === entry.key).map(([, path]) => path)
  const nearest = nearestName(entry.key, known)
  const hint =
    elsewhere.length > 0
      ? `Move it to ${elsewhere.join(' or ')}.`
      : nearest === null
        ? 'Remove it, or correct its name.'
        : `Did you mean ${nearest}?`
  problems.error(
    'config.unknown-key',
    entry.keyPlace,
    `${section === '' ? '' : `${section}: `}expected one of ${known.join(', ')}; found ${entry.key}.`,
    hint,
  )
}

function readSection(section: Section, value: YamlValue, problems: ProblemList): Record<string, unknown> {
  if (value.kind === 'scalar' && value.value === null) return {}
  if (value.kind !== 'map') {
    const hint = `Write its settings below it, indented by two blanks, such as "${Object.values(section.settings)[0].key}: ...".`
    problems.error('config.type', value.place, `${section.key}: expected settings, found ${found(value)}.`, hint)
    return {}
  }
  const values: Record<string, unknown> = {}
  const settings = Object.entries(section.settings)
  for (const entry of value.entries) {
    const match = settings.find(([, setting]) => setting.key === entry.key)
    if (!match) {
      refuseUnknownKey(
        section.key,
        entry,
        settings.map(([, setting]) => setting.key),
        problems,
      )
      continue
    }
    const read = readSetting(`${section.key}.${entry.key}`, match[1], entry.value, problems)
    if (read !== undefined) values[match[0]] = read
  }
  return values
}

/** The value, or undefined where it is refused. */
function readSetting(path: string, setting: Setting, value: YamlValue, problems: ProblemList): unknown {
  const read = value.kind === 'scalar' ? interpret(setting, value) : undefined
  if (read !== undefined && setting.schema.safeParse(read).success) return read
  const isNumber = typeof read === 'number' && Number.isFinite(read)
  const code = isNumber ? 'config.range' : 'config.type'
  const nearest = setting.kind === 'choice' && value.kind === 'scalar' ? nearestName(value.text, setting.choices) : null
  const hint = nearest === null ? `Correct it, or remove the line: the default is ${String(setting.default)}.` : `Did you mean ${nearest}?`
  problems.error(code, value.place, `${path}: expected ${setting.expected}, found ${found(value)}.`, hint)
  return undefined
}

function interpret(setting: Setting, scalar: YamlScalar): unknown {
  const { value, text } = scalar
  if (value === null || text.toLowerCase() === 'none') return setting.mayBeNull ? null : undefined
  if (setting.kind === 'text') return text
  if (setting.kind === 'choice') return text
  if (setting.kind === 'boolean') return truth(text)
  return numberForm.test(text) ? Number(text) : undefined
}

function truth(text: string): boolean | undefined {
  if (trueWords.includes(text.toLowerCase())) return true
  return falseWords.includes(text.toLowerCase()) ? false : undefined
}
