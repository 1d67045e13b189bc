import type { TableSpec } from './column.ts'

export const relationsTable = {
  name: 'relations',
  description: 'Sources that share measurements or contend for them, both directions present.',
  columns: [
    { name: 'from_source_id', type: 'int64', ucd: 'meta.id;src', description: 'Source.' },
    { name: 'to_source_id', type: 'int64', ucd: 'meta.id;src', description: 'Its related source.' },
  ],
} as const satisfies TableSpec
