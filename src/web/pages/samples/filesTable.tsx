import { Anchor, Group, Table } from '@mantine/core'
import { formatBytes } from '../../parts/format.ts'

interface FilesTableProps {
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly isTable: boolean }[]
  /** Where a file is fetched from. */
  readonly addressOf: (file: string, as?: 'csv') => string
}

/** The files of a sample or an analysis, each to be taken away. */
export function FilesTable({ files, addressOf }: FilesTableProps) {
  return (
    <Table.ScrollContainer minWidth={0}>
      <Table aria-label="Files" verticalSpacing={4} maw={640}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>File</Table.Th>
            <Table.Th ta="right">Size</Table.Th>
            <Table.Th>Download</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {files.map(({ name, bytes, isTable }) => (
            <Table.Tr key={name}>
              <Table.Td className="site-mono">{name}</Table.Td>
              <Table.Td ta="right">{formatBytes(bytes)}</Table.Td>
              <Table.Td>
                <Group gap="md" wrap="nowrap">
                  <Anchor href={addressOf(name)} download aria-label={`Download ${name}`} inherit>
                    {isTable ? 'Parquet' : 'Download'}
                  </Anchor>
                  {isTable && (
                    <Anchor href={addressOf(name, 'csv')} download aria-label={`Download ${name} as CSV`} inherit>
                      CSV
                    </Anchor>
                  )}
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
