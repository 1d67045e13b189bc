import { Link } from '@tanstack/react-router'
import type { ItemKind } from '../../lifecycle/state.ts'
import { addressOfItem } from './itemAddress.ts'
import classes from './itemLink.module.css'

interface ItemLinkProps {
  readonly kind: ItemKind
  readonly id: string
  readonly name: string
}

/** The name of an item, leading to its page. A long one is cut off, and whole on hover. */
export function ItemLink({ kind, id, name }: ItemLinkProps) {
  return (
    <Link to={addressOfItem(kind, id)} className={classes.link} title={name}>
      {name}
    </Link>
  )
}
