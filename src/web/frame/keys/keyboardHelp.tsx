import { Kbd, Modal, SimpleGrid, Table, Title } from '@mantine/core'
import { Fragment } from 'react'
import { openDialog, type DialogState } from '../../dialogs/openDialog.ts'
import { keysOfPage } from '../../parts/pageKeys.ts'
import { mainPlaces, otherPlaces } from '../places.ts'

interface KeyOf {
  /** Pressed one after the other, or together where joined by a plus. */
  readonly keys: readonly string[]
  readonly words: string
}

const everywhere: readonly KeyOf[] = [
  { keys: ['Ctrl+K'], words: 'Go to anything by name, or do anything' },
  { keys: ['/'], words: 'Search on this page' },
  { keys: ['c'], words: 'New run' },
  { keys: ['?'], words: 'These keys' },
  { keys: ['Esc'], words: 'Close a dialog, empty a search' },
]

const tables: readonly KeyOf[] = [
  { keys: ['j'], words: 'Next row' },
  { keys: ['k'], words: 'Row before' },
  { keys: ['x'], words: 'Select the row, or not' },
  { keys: ['Enter'], words: 'Open the row' },
]

function Keys({ title, rows }: { readonly title: string; readonly rows: readonly KeyOf[] }) {
  return (
    <section aria-label={title}>
      <Title order={3}>{title}</Title>
      <Table verticalSpacing={4} horizontalSpacing={0} withRowBorders={false} aria-label={title}>
        <Table.Tbody>
          {rows.map(({ keys, words }) => (
            <Table.Tr key={words}>
              <Table.Th scope="row" w={96} fw={400}>
                {keys.map((key, at) => (
                  <Fragment key={key}>
                    {at > 0 && ' '}
                    <Kbd>{key}</Kbd>
                  </Fragment>
                ))}
              </Table.Th>
              <Table.Td>{words}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}

function KeyboardHelp({ state }: { readonly state: DialogState }) {
  const ofPage = keysOfPage().map(({ key, words }) => ({ keys: [key], words }))
  const places = [...mainPlaces, ...otherPlaces].map(({ key, words }) => ({ keys: ['g', key], words }))
  return (
    <Modal opened={state.isOpen} onClose={state.onClose} title="Keyboard" size={640}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
        <div>
          <Keys title="Everywhere" rows={everywhere} />
          <Keys title="In tables" rows={tables} />
          {ofPage.length > 0 && <Keys title="On this page" rows={ofPage} />}
        </div>
        <Keys title="Go to" rows={places} />
      </SimpleGrid>
    </Modal>
  )
}

/** Shows the keys of the site. */
export function showKeys(): void {
  openDialog((state) => <KeyboardHelp state={state} />)
}
