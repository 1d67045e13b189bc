import type { Activity } from '../../../app/contract/activity.ts'
import { PlacedLink } from '../../parts/placedLink.tsx'

/** Deeds that read with the subject after the verb: moved *run lmc* to Trash. */
const split = /^(moved|restored|deleted|renamed|transferred|set aside) ((?:to|from|permanently)\b.*)$/

/** Who did what to what, as a sentence. */
export function ActivityWords({ event: { actor, words, subject, item } }: { readonly event: Activity }) {
  const [, verb = words, rest = ''] = split.exec(words) ?? []
  return (
    <>
      <b style={{ fontWeight: 600 }}>{actor}</b> {verb}{' '}
      {item ? (
        <>
          {item.kind} <PlacedLink item={item} />
        </>
      ) : (
        subject
      )}
      {rest !== '' && ` ${rest}`}
    </>
  )
}
