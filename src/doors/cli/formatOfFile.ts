import { extname } from 'node:path'
import { failure, makeFault, success, type Result } from '../../fault/fault.ts'

/** What a file of the user's is to be: as it was said, or by the ending of its name. @returns `export.format` for another ending */
export function formatOfFile<Format extends string>(
  path: string,
  endings: Readonly<Record<Format, string>>,
  said?: Format,
): Result<Format> {
  const ending = extname(path).slice(1).toLowerCase()
  const formats = Object.keys(endings) as Format[]
  const found = said ?? formats.find((format) => endings[format] === ending)
  if (found) return success(found)
  const listed = formats.map((format) => `.${endings[format]}`).join(', ')
  return failure(
    makeFault('export.format', `${path}: expected one of the endings ${listed}, found another.`, {
      hint: 'Name the file otherwise, or say what it is with --format where there is that option.',
    }),
  )
}
