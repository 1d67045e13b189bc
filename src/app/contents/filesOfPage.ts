import { FIRST_FORCED_ID, firstMeasurementId } from '../process/measurementId.ts'

/** Where the measurements of a version are: those of each image's catalogue, and forced fits. */
export interface MeasurementFilesOf {
  readonly detections: readonly DetectionFile[]
  readonly forced: readonly string[]
}

export interface DetectionFile {
  readonly path: string
  /** Of the image. */
  readonly number: number
  readonly rows: number
}

export interface PageOfIds {
  readonly isDescending: boolean
  /** Id of the row that the page goes on after; null: from the first. */
  readonly after: number | null
  /** Rows of the page. */
  readonly limit: number
}

/** Detections of images whose ids go on after a row, as many as fill the page for sure. */
function detectionsOf(detections: readonly DetectionFile[], { isDescending, after, limit }: PageOfIds): readonly DetectionFile[] {
  const isBeyond = ({ number }: DetectionFile) =>
    after === null || (isDescending ? firstMeasurementId(number) < after : firstMeasurementId(number + 1) > after)
  const ordered = detections.filter(isBeyond).toSorted((a, b) => (isDescending ? b.number - a.number : a.number - b.number))
  let rows = 0
  // Of the first one the page may have gone past some rows, so its rows do not count.
  const end = ordered.findIndex((file, index) => (rows += index === 0 && after !== null ? 0 : file.rows) >= limit)
  return end === -1 ? ordered : ordered.slice(0, end + 1)
}

function rowsIn(files: readonly DetectionFile[], { after }: PageOfIds): number {
  return files.slice(after === null ? 0 : 1).reduce((sum, { rows }) => sum + rows, 0)
}

/**
 * The files that a page in the order of ids needs: ids begin with the number of the image, and those of forced fits come
 * after all others.
 */
export function filesOfPage({ detections, forced }: MeasurementFilesOf, page: PageOfIds): readonly string[] {
  const { isDescending, after, limit } = page
  const isInForced = after !== null && after >= FIRST_FORCED_ID
  if (isDescending) {
    const wanted = detectionsOf(detections, isInForced ? { ...page, after: null } : page).map(({ path }) => path)
    return after === null || isInForced ? [...wanted, ...forced] : wanted
  }
  const wanted = isInForced ? [] : detectionsOf(detections, page)
  const isFull = rowsIn(wanted, page) >= limit
  return [...wanted.map(({ path }) => path), ...(isFull ? [] : forced)]
}
