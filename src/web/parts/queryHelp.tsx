import { Code, Collapse, Table, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { sourceColumnNames } from '../../app/contract/sourceColumns.ts'
import classes from './queryText.module.css'

const examples = [
  ['eta_peak > 3 and v_peak > 0.1', 'comparisons, joined with and, or, not and brackets'],
  ['n_meas between 3 and 20', 'both ends included'],
  ['new, not new, n_rel = 0', 'flags and numbers'],
  ['cone(05:30:00, -68:45:00, 30 arcmin)', 'within a great-circle distance'],
  ["cone('l 280.5 b -32.9', 1 deg)", 'the same, the position in any usual notation'],
  ["name contains '0530'", 'text, in capitals or not'],
  ['eta_peak is known', 'a condition on what is unknown is not true'],
  ["tagged 'candidate' or favourite", 'as they are now'],
] as const

/** How queries are written, behind a button. */
export function QueryHelp() {
  const [isOpen, { toggle }] = useDisclosure(false)
  return (
    <div>
      <UnstyledButton onClick={toggle} aria-expanded={isOpen} className={classes.help}>
        {isOpen ? 'Hide' : 'Show'} how queries are written
      </UnstyledButton>
      <Collapse expanded={isOpen}>
        <Table aria-label="How queries are written" verticalSpacing={2}>
          <Table.Tbody>
            {examples.map(([query, words]) => (
              <Table.Tr key={query}>
                <Table.Td>
                  <Code>{query}</Code>
                </Table.Td>
                <Table.Td c="dimmed">{words}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Text c="dimmed" size="sm" mt="xs">
          Columns: {sourceColumnNames.join(', ')}.
        </Text>
      </Collapse>
    </div>
  )
}
