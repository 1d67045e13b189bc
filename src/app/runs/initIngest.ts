import { resolve } from 'node:path'
import { settleResult, success, type Result } from '../../fault/fault.ts'
import { diskListing } from '../../store/files/fileListing.ts'
import { writeNewText } from '../../store/files/writeNewText.ts'
import { discoverInputs, type DiscoveredInputs } from '../config/discoverInputs.ts'
import { ingestTemplate } from '../config/template.ts'

export interface InitIngestRequest {
  /** File to write, which must not be there. */
  readonly path: string
  /** Folder in which to look for the inputs. */
  readonly from?: string
}

export interface InitIngestOutcome {
  readonly path: string
  /** Images that were found in the folder; null where none was named. */
  readonly images: number | null
  readonly notes: readonly string[]
}

/** Writes a commented configuration for an ingest. Nothing is ingested yet. @returns `file.exists` where the file is there */
export async function initIngest(request: InitIngestRequest): Promise<Result<InitIngestOutcome>> {
  const path = resolve(request.path)
  const found: Result<DiscoveredInputs | null> =
    request.from === undefined ? success(null) : await discoverInputs(resolve(request.from), diskListing)
  if (!found.ok) return found
  const written = await settleResult(() => writeNewText(path, ingestTemplate(found.value?.inputs)))
  return written.ok ? success({ path, images: found.value?.imageCount ?? null, notes: found.value?.notes ?? [] }) : written
}
