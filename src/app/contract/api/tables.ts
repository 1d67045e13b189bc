import { givenTableSchema } from '../tableFile.ts'
import { endpoints } from './endpoint.ts'

export const tablesEndpoints = endpoints({
  writeTable: {
    method: 'POST',
    path: '/api/tables',
    summary: 'A table that you have as a file: CSV, VOTable, Parquet or Arrow, with units and descriptions',
    description: 'Nothing of it is kept. Pages write the tables that they show with it, such as candidates or matches of a catalogue.',
    tag: 'Exports',
    access: 'signedIn',
    body: givenTableSchema,
    reply: null,
    produces: 'application/octet-stream',
    mostBodyBytes: 33_554_432,
    mostPerMinute: 120,
  },
})
