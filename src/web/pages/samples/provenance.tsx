import { Table, Text } from '@mantine/core'
import type { ReactNode } from 'react'

interface ProvenanceProps {
  readonly rows: readonly { readonly label: string; readonly value: ReactNode }[]
}

/** How something was made, so that it can be made again. */
export function Provenance({ rows }: ProvenanceProps) {
  return (
    <Table aria-label="How it was made" verticalSpacing={4} maw={960} layout="fixed">
      <Table.Tbody>
        {rows.map(({ label, value }) => (
          <Table.Tr key={label}>
            <Table.Th w={180} fw={400}>
              <Text c="dimmed">{label}</Text>
            </Table.Th>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
