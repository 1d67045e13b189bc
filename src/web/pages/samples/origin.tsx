import { Text } from '@mantine/core'
import type { ItemKind } from '../../../lifecycle/state.ts'
import { ItemLink } from '../../parts/itemLink.tsx'

interface OriginProps {
  readonly kind: ItemKind
  readonly id: string
  readonly name: string
  readonly version?: number
  /** Such as `its run is in Trash`; empty while it is live. */
  readonly remark: string
  readonly where: string
  readonly canRead: boolean
}

/** What something was made from, leading there while it is live, and what has become of it since. */
export function Origin({ kind, id, name, version, remark, where, canRead }: OriginProps) {
  return (
    <>
      {where === 'live' && canRead ? <ItemLink kind={kind} id={id} name={name} /> : name}
      {version === undefined ? '' : ` v${version}`}
      {remark !== '' && (
        <Text span c="var(--waiting)" inherit>
          {' '}
          ({remark})
        </Text>
      )}
    </>
  )
}
