import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'
import { runConfigSchema } from './config.ts'
import { configProblemSchema } from './configProblem.ts'

const inputImageSchema = z.object({
  imagePath: z.string(),
  selavyPath: z.string(),
  noisePath: z.string(),
  backgroundPath: z.string().nullable(),
  epochKey: z.string().nullable().describe('Null where the configuration has no epochs'),
})

export const checkedConfigurationSchema = z.object({
  configText: z.string(),
  problems: z.array(configProblemSchema).describe('In the order of the text'),
  images: z.array(inputImageSchema).nullable().describe('What would be processed; null where there is an error'),
})

/** The text of a configuration with everything that is wrong with it, and the images that it comes to. */
export type CheckedConfiguration = Frozen<z.output<typeof checkedConfigurationSchema>>

const checkOptions = {
  name: z.string().default('new').describe('Name of the run that it is for'),
  isThorough: z.boolean().default(false).describe('Whether to look into every file: headers, sizes, catalogues on their images'),
}

export const composeSchema = z.strictObject({
  ...checkOptions,
  inputs: runConfigSchema.shape.inputs,
  settings: z
    .array(z.strictObject({ setting: z.string(), value: z.string().describe('As YAML') }))
    .default([])
    .describe('Those that are not at their defaults'),
})

export type ComposeRequest = Frozen<z.output<typeof composeSchema>>

export const checkSchema = z.strictObject({ ...checkOptions, configText: z.string().max(900_000) })

export type CheckRequest = Frozen<z.output<typeof checkSchema>>
