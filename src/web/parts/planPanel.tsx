import type { ReactNode } from 'react'
import type { ShownPlan } from '../../app/contract/plan.ts'
import {
  alsoGoesWords,
  dueWords,
  goesCounts,
  goesWords,
  imageNamesLabel,
  neverTouched,
  othersWords,
  skippedWords,
  spaceWords,
  staysWords,
} from '../words/destruction.ts'
import { useApi } from '../api/useApi.ts'
import classes from './planPanel.module.css'

interface PlanPanelProps {
  readonly shown: ShownPlan
  /** Whether what goes, goes for ever. */
  readonly isFinal: boolean
}

function Sentences({ of }: { readonly of: readonly string[] }) {
  return of.map((sentence) => <p key={sentence}>{sentence}</p>)
}

function Part({ words, children }: { readonly words: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{words}</dt>
      <dd>{children}</dd>
    </>
  )
}

function ImageNames({ images }: { readonly images: readonly { readonly id: string; readonly name: string }[] }) {
  if (images.length === 0) return null
  return (
    <details className={classes.names}>
      <summary>{imageNamesLabel}</summary>
      {/* oxlint-disable-next-line no-noninteractive-tabindex -- a list that scrolls has to be reached by keyboard */}
      <ul tabIndex={0} aria-label={imageNamesLabel}>
        {images.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
    </details>
  )
}

/** A plan: what goes, what stays and because of whom, what space comes free, and until when it can come back. */
export function PlanPanel({ shown, isFinal }: PlanPanelProps) {
  const { data: session } = useApi('showSession', {})
  const { items, versions } = shown.plan.goes
  const isNothing = items.seen.length + items.restricted + versions.length === 0
  const stays = [...staysWords(shown), ...skippedWords(shown)]
  const ofOthers = session ? othersWords(shown, session.user.id) : null
  return (
    <dl className={classes.plan}>
      <Part words={isFinal ? 'Goes for ever' : 'Goes'}>
        <p>{goesWords(shown)}</p>
        {!isNothing && <p className="site-muted">{goesCounts(shown.plan.goes.counts)}</p>}
        <Sentences of={[...alsoGoesWords(shown), ...(ofOthers === null ? [] : [ofOthers])]} />
        <ImageNames images={shown.plan.goes.images} />
      </Part>
      {stays.length > 0 && (
        <Part words="Stays">
          <Sentences of={stays} />
          <ImageNames images={shown.plan.stays.images} />
        </Part>
      )}
      {!isNothing && <Part words="Space">{spaceWords(shown, isFinal)}</Part>}
      {!isFinal && <Part words="Until when">{dueWords(shown)}</Part>}
      <Part words="Your files">{neverTouched}</Part>
    </dl>
  )
}
