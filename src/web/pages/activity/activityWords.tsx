import type { Activity } from '../../../app/contract/activity.ts'
import { PlacedLink } from '../../parts/placedLink.tsx'

/** Who did what to what, as a sentence. */
export function ActivityWords({ event: { actor, words, subject, item } }: { readonly event: Activity }) {
  return (
    <>
      <b style={{ fontWeight: 600 }}>{actor}</b> {words}{' '}
      {item ? (
        <>
          {item.kind} <PlacedLink item={item} />
        </>
      ) : (
        subject
      )}
    </>
  )
}
