import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { failure, makeFault, success, type Result } from '../../../fault/fault.ts'

const root = resolve(import.meta.dirname, '../../../..')
const folder = join(root, 'site')
const builder = join(root, 'scripts', 'site', 'main.ts')

/**
 * The folder of the built site. In a clone it is built first where it is older than its sources; a package brings it.
 *
 * @returns `site.build` with what the build said
 */
export async function siteFolder(): Promise<Result<string>> {
  if (!existsSync(builder)) return success(folder)
  try {
    await promisify(execFile)(process.execPath, [builder], { cwd: root })
    return success(folder)
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
    return failure(
      makeFault('site.build', `Expected to build the site into ${folder}, found: ${said.trim()}`, {
        hint: 'Is the folder of the clone writable? ./halley serve --api-only serves without the site.',
      }),
    )
  }
}
