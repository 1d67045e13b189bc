import type { TableSpec } from './column.ts'

export const bandsTable = {
  name: 'bands',
  description: 'Frequency bands of the images.',
  columns: [
    { name: 'id', type: 'int64', ucd: 'meta.id;meta.main', description: 'Band.' },
    { name: 'name', type: 'string', ucd: 'meta.id;instr.bandpass', description: 'Its frequency in MHz, as text.' },
    { name: 'frequency', type: 'float64', unit: 'MHz', ucd: 'em.freq', description: 'Central frequency.' },
    { name: 'bandwidth', type: 'float64', unit: 'MHz', ucd: 'instr.bandwidth', description: 'Bandwidth.' },
  ],
} as const satisfies TableSpec
