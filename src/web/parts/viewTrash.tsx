import { Button } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ItemKind } from '../../lifecycle/state.ts'

/** Leads from a list to what is in Trash of its kind. */
export function ViewTrash({ kind }: { readonly kind: ItemKind }) {
  return (
    <Button component={Link} to={`/trash?kind=${kind}`} variant="default" leftSection={<IconTrash size={14} aria-hidden="true" />}>
      View Trash
    </Button>
  )
}
