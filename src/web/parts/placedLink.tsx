import { Link } from '@tanstack/react-router'
import type { ItemKind } from '../../lifecycle/state.ts'
import classes from './itemLink.module.css'
import { addressOfItem } from './itemAddress.ts'

interface PlacedItem {
  readonly id: string
  readonly kind: ItemKind
  readonly name: string
  readonly place: string
}

function addressOf({ kind, id, place }: PlacedItem): string {
  if (place === 'live') return addressOfItem(kind, id)
  return place === 'purged' ? `/deleted/${encodeURIComponent(id)}` : '/trash'
}

/** The name of an item, leading to where it is now: its page, Trash, or what is left of it. */
export function PlacedLink({ item }: { readonly item: PlacedItem }) {
  return (
    <Link to={addressOf(item)} className={classes.link} title={item.name}>
      {item.name}
    </Link>
  )
}
