import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { SourceExportFormat } from '../../../../app/contract/sources.ts'
import { addressOf } from '../../../api/callApi.ts'
import type { Ground } from './groundField.tsx'

interface ExportMenuProps {
  readonly ground: Ground
  readonly q: string
}

const tables: readonly (readonly [SourceExportFormat, string])[] = [
  ['csv', 'CSV'],
  ['votable', 'VOTable'],
  ['parquet', 'Parquet'],
  ['arrow', 'Arrow'],
]

const regions: readonly (readonly [SourceExportFormat, string])[] = [
  ['ds9', 'DS9 regions (.reg)'],
  ['crtf', 'CARTA and CASA regions (.crtf)'],
]

/** Takes the whole result away, however many sources there are: every column, every row. */
export function ExportMenu({ ground, q }: ExportMenuProps) {
  const item = ([format, words]: readonly [SourceExportFormat, string]) => (
    <Menu.Item key={format} component="a" href={addressOf('exportSources', { query: { ...ground, q, format } })} download>
      {words}
    </Menu.Item>
  )
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden="true" />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>All rows, all columns</Menu.Label>
        {tables.map(item)}
        <Menu.Label>Circles of 10 arcsec</Menu.Label>
        {regions.map(item)}
      </Menu.Dropdown>
    </Menu>
  )
}
