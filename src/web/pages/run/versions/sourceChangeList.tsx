import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { SourceChanges } from '../../../../app/contract/version.ts'
import { formatCount } from '../../../parts/format.ts'
import classes from './lists.module.css'

interface KindProps {
  readonly count: number
  readonly words: string
  readonly explanation: string
  readonly named: readonly ReactNode[]
}

function Kind({ count, words, explanation, named }: KindProps) {
  if (count === 0) {
    return (
      <span className="site-muted">
        0 {words} <span>({explanation})</span>
      </span>
    )
  }
  const more = count - named.length
  return (
    <details>
      <summary>
        <b>{formatCount(count)}</b> {words} <span className="site-muted">({explanation})</span>
      </summary>
      <div className={`${classes.ids} site-mono`}>
        {named.map((each, index) => (
          // oxlint-disable-next-line no-array-index-key -- the list never changes its order
          <span key={index}>
            {index > 0 && ', '}
            {each}
          </span>
        ))}
        {more > 0 && ` and ${formatCount(more)} more`}
      </div>
    </details>
  )
}

interface SourceChangeListProps {
  readonly run: string
  readonly from: number
  readonly to: number
  readonly changes: SourceChanges
}

/** What became of the sources from one version to another. */
export function SourceChangeList({ run, from, to, changes }: SourceChangeListProps) {
  const linkIn = (version: number) => (id: number) => (
    <Link to="/runs/$run/sources/$source" params={{ run, source: String(id) }} search={{ version }}>
      {id}
    </Link>
  )
  const { counts, added, gone, split, merged, changed } = changes
  return (
    <div className={classes.sources}>
      <Kind count={counts.added} words="new sources" explanation="ids that the earlier version has not" named={added.map(linkIn(to))} />
      <Kind count={counts.gone} words="gone" explanation="ids that the later version has not" named={gone.map(linkIn(from))} />
      <Kind
        count={counts.split}
        words="split"
        explanation="their measurements belong to several sources now"
        named={split.map(({ id, into }) => `${id} → ${into.join(' + ')}`)}
      />
      <Kind
        count={counts.merged}
        words="merged"
        explanation="they have measurements of several sources from before"
        named={merged.map(({ id, from }) => `${from.join(' + ')} → ${id}`)}
      />
      <Kind
        count={counts.changed}
        words="changed"
        explanation="mean position or mean flux differ by more than their errors"
        named={changed.map(({ id, movedArcsec, fluxChangeMjy }) => {
          const flux = fluxChangeMjy === null ? '' : `, ${fluxChangeMjy > 0 ? '+' : '−'}${Math.abs(fluxChangeMjy).toPrecision(2)} mJy`
          return (
            <>
              {linkIn(to)(id)} ({movedArcsec.toFixed(2)}″{flux})
            </>
          )
        })}
      />
      <span className="site-muted">{formatCount(counts.unchanged)} unchanged</span>
    </div>
  )
}
