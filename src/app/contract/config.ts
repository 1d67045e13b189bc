import { z } from 'zod'

import { configSections, type SectionName, type Setting } from './configSettings.ts'

/** Files by name, or patterns whose matches are sorted one pattern at a time and put one after the other. */
const fileSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('files'), files: z.array(z.string()) }),
  z.object({ kind: z.literal('glob'), patterns: z.array(z.string()) }),
])

const inputSchema = z.union([
  fileSourceSchema,
  z.object({ kind: z.literal('epochs'), epochs: z.array(z.object({ key: z.string(), source: fileSourceSchema })) }),
])

const inputsSchema = z.object({
  image: inputSchema,
  selavy: inputSchema,
  noise: inputSchema,
  background: inputSchema.nullable(),
})

type SectionSettings<Name extends SectionName> = (typeof configSections)[Name]['settings']

type SectionShape<Name extends SectionName> = {
  [Key in keyof SectionSettings<Name>]: SectionSettings<Name>[Key] extends Setting<infer Schema> ? Schema : never
}

type SectionSchemas = { [Name in SectionName]: z.ZodObject<SectionShape<Name>> }

function sectionSchemas(): SectionSchemas {
  const schemas = Object.entries(configSections).map(([name, section]) => {
    const settings: Record<string, Setting> = section.settings
    return [name, z.object(Object.fromEntries(Object.entries(settings).map(([key, setting]) => [key, setting.schema])))]
  })
  return Object.fromEntries(schemas) as SectionSchemas
}

/** The settings alone: everything of a configuration that does not name a file. */
export const runSettingsSchema = z.object(sectionSchemas())

export type RunSettings = z.infer<typeof runSettingsSchema>

/** The configuration of a run with all defaults filled in, as the API and the manifests have it. */
export const runConfigSchema = runSettingsSchema.extend({ inputs: inputsSchema })

export type RunConfig = z.infer<typeof runConfigSchema>

export type FileSource = z.infer<typeof fileSourceSchema>

export type InputSpec = z.infer<typeof inputSchema>

/** The four kinds of input, in the order of the file. */
export const inputKinds = ['image', 'selavy', 'noise', 'background'] as const

export type InputKind = (typeof inputKinds)[number]

/** The settings that a configuration has where its file says nothing. */
export function defaultSettings(): RunSettings {
  const sections = Object.entries(configSections).map(([name, section]) => {
    const settings: Record<string, Setting> = section.settings
    return [name, Object.fromEntries(Object.entries(settings).map(([key, setting]) => [key, setting.default]))]
  })
  return Object.fromEntries(sections) as RunSettings
}
