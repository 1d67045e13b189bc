import { z } from 'zod'
import type { Frozen } from './api/endpoint.ts'

/** What a file is by its name. */
export const fileRoles = ['image', 'selavy', 'noise', 'background'] as const

export type FileRole = (typeof fileRoles)[number]

const placeOnHost = {
  root: z.string().describe('Name of a root'),
  path: z.string().describe('Relative to the root; empty: the root itself'),
}

const folderPlaceSchema = z.object({ ...placeOnHost, absolutePath: z.string() })

/** A folder that the picker may open. */
export type FolderPlace = Frozen<z.output<typeof folderPlaceSchema>>

export const rootListSchema = z.object({
  roots: z.array(folderPlaceSchema).describe('The folders of this host whose files Halley may read'),
  start: folderPlaceSchema.nullable().describe('Where to begin'),
  recent: z.array(folderPlaceSchema).describe('Folders of images that your runs use'),
})

export type RootList = Frozen<z.output<typeof rootListSchema>>

export const folderQuerySchema = z.object({
  root: z.string(),
  path: z.string().max(4096).default(''),
  q: z.string().max(200).default('').describe('Text that names have; capitals do not matter'),
})

const folderEntrySchema = z.object({
  name: z.string(),
  path: z.string().describe('Relative to the root'),
  absolutePath: z.string(),
  kind: z.enum(['folder', 'file']),
  role: z.enum(fileRoles).nullable().describe('What it is by its name; null for folders and other files'),
  bytes: z.number().nullable().describe('Null for folders'),
  modifiedUtc: z.string().nullable(),
})

export type FolderEntry = Frozen<z.output<typeof folderEntrySchema>>

export const folderListingSchema = z.object({
  ...placeOnHost,
  absolutePath: z.string(),
  entries: z.array(folderEntrySchema).describe('Folders first, then files, each as people count'),
  total: z.number().describe('How many there are; `entries` has at most 1000 of them'),
})

export type FolderListing = Frozen<z.output<typeof folderListingSchema>>

const matchedImageSchema = z.object({
  image: z.string(),
  selavy: z.string().nullable(),
  noise: z.string().nullable(),
  background: z.string().nullable(),
})

/** An image with the catalogue and the maps of its name; null: none was found. */
export type MatchedImage = Frozen<z.output<typeof matchedImageSchema>>

export const matchedImagesSchema = z.object({
  images: z.array(matchedImageSchema).describe('By their paths'),
  looked: z.number().describe('How many files were looked at'),
})

export type MatchedImages = Frozen<z.output<typeof matchedImagesSchema>>
