import type { tablesEndpoints } from '../../../app/contract/api/tables.ts'
import { endingOfTable } from '../../../app/contract/tableFile.ts'
import { writeTable } from '../../../app/explore/writeTable.ts'
import { success } from '../../../fault/fault.ts'
import { announceStream } from '../announceFile.ts'
import type { Routes } from '../routes.ts'

export const tablesRoutes: Routes<typeof tablesEndpoints> = {
  writeTable: async ({ halley, body, reply }) => {
    const content = await writeTable(halley, body)
    if (!content.ok) return content
    announceStream(reply, `${body.name}.${endingOfTable[body.format]}`)
    return success(content.value)
  },
}
