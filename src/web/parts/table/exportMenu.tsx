import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { tableFormats, type TableFormat } from '../../../app/contract/tableFile.ts'
import { tellFault } from '../notify.tsx'
import type { TableColumn } from './tableColumn.ts'
import { downloadTable, writtenTable, type TableExport } from './tableExport.ts'

const wordsOf: Readonly<Record<TableFormat, string>> = { csv: 'CSV', votable: 'VOTable', parquet: 'Parquet', arrow: 'Arrow' }

interface ExportMenuProps {
  /** What the table is of. */
  readonly label: string
  readonly formats: readonly TableFormat[]
  /** Where a format is fetched from. Null: the page writes it. */
  readonly addressOf: ((format: TableFormat) => string) | null
  readonly onWrite?: (format: TableFormat) => Promise<void>
  /** More than tables, such as regions of DS9. */
  readonly children?: ReactNode
}

/** Takes the whole of a table away, however many rows of it are shown. */
export function ExportMenu({ label, formats, addressOf, onWrite, children }: ExportMenuProps) {
  const [isWriting, setWriting] = useState(false)
  const write = (format: TableFormat) => {
    setWriting(true)
    void onWrite?.(format)
      .catch(tellFault)
      .finally(() => setWriting(false))
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden="true" />}
          loading={isWriting}
          aria-label={`Export ${label}`}
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>All rows, all columns</Menu.Label>
        {formats.map((format) =>
          addressOf ? (
            <Menu.Item key={format} component="a" href={addressOf(format)} download>
              {wordsOf[format]}
            </Menu.Item>
          ) : (
            <Menu.Item key={format} onClick={() => write(format)}>
              {wordsOf[format]}
            </Menu.Item>
          ),
        )}
        {children}
      </Menu.Dropdown>
    </Menu>
  )
}

interface TableExportMenuProps<Row> {
  readonly label: string
  /** The files are called so. */
  readonly name: string
  readonly columns: readonly TableColumn<Row>[]
  readonly rows: readonly Row[]
  readonly exports: TableExport<Row>
  readonly children?: ReactNode
}

/** {@link ExportMenu} of a table, as the table says how. */
export function TableExportMenu<Row>({ label, name, columns, rows, exports, children }: TableExportMenuProps<Row>) {
  if (exports.by === 'server') {
    return (
      <ExportMenu label={label} formats={tableFormats} addressOf={exports.addressOf}>
        {children}
      </ExportMenu>
    )
  }
  const { isScience = false, fileName = name, all } = exports
  const write = async (format: TableFormat) => downloadTable(fileName, writtenTable(columns, all ? await all() : rows), format)
  return (
    <ExportMenu label={label} formats={isScience ? tableFormats : ['csv']} addressOf={null} onWrite={write}>
      {children}
    </ExportMenu>
  )
}
