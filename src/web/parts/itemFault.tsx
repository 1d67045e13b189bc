import { Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ItemKind } from '../../lifecycle/state.ts'
import type { ApiFault } from '../api/apiFault.ts'
import { FaultPanel } from './faultPanel.tsx'
import { Page } from './page.tsx'

interface ItemFaultProps {
  readonly kind: ItemKind
  readonly fault: ApiFault
  /** The list of such items. */
  readonly list: { readonly words: string; readonly to: string }
  readonly onRetry: () => void
}

/** What a person at a page can do, where the fault tells what to type. */
function wordsOf(kind: ItemKind, fault: ApiFault): Pick<ApiFault, 'message' | 'hint' | 'code'> {
  const { status, code, message, hint } = fault
  if (status === 404) {
    const article = kind === 'analysis' ? 'an' : 'a'
    const lost = `Expected ${article} ${kind} that you may see at this address, found none.`
    return { code, message: lost, hint: 'The link may be wrong, or it is not shared with you any more.' }
  }
  return { code, message, hint: status === 409 ? 'Restore it from Trash to see it again.' : hint }
}

const titles: Readonly<Record<number, string>> = { 404: 'Not found', 409: 'In Trash', 410: 'Deleted' }

function idOf({ data }: ApiFault): string | null {
  const { itemId } = data
  return typeof itemId === 'string' ? itemId : null
}

/** Whether the item is not there any more, or not for this user; else the server may answer again. */
export function isGone({ status }: ApiFault): boolean {
  return status >= 400 && status < 500
}

/** The page of an item that cannot be shown: not there, in Trash, deleted, or the server is away; each with its way out. */
export function ItemFault({ kind, fault, list, onRetry }: ItemFaultProps) {
  const { status } = fault
  const id = idOf(fault)
  const trash: string = `/trash?kind=${kind}`
  const deleted: string = `/deleted/${id ?? ''}`
  return (
    <Page title={titles[status] ?? `This ${kind} cannot be shown`} crumbs={[list]}>
      <Stack gap="md" align="flex-start">
        <FaultPanel fault={wordsOf(kind, fault)} {...(isGone(fault) ? {} : { onRetry })} />
        <Group gap="lg">
          {status === 409 && <Link to={trash}>View Trash</Link>}
          {status === 410 && id !== null && <Link to={deleted}>What is kept of it</Link>}
          <Link to={list.to}>
            <Text span inherit>
              All {list.words.toLowerCase()}
            </Text>
          </Link>
        </Group>
      </Stack>
    </Page>
  )
}
