import { HoverCard } from '@mantine/core'
import { IconAlertTriangle, IconArrowBackUp, IconCheck, IconPlus, IconTrash } from '@tabler/icons-react'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import type { VersionSummary } from '../../../../app/contract/version.ts'
import { formatUtc } from '../../../parts/format.ts'
import { VersionCounts } from './versionCounts.tsx'
import classes from './versionLine.module.css'
import { originWords, stateWords } from './versionWords.ts'

interface VersionLineProps {
  /** Newest first. */
  readonly versions: readonly VersionSummary[]
  readonly selected: number
  readonly onSelect: (version: number) => void
}

function DotIcon({ version: { place, missingSinceUtc, isHead, madeAs } }: { readonly version: VersionSummary }) {
  const props = { size: 12, 'aria-hidden': true } as const
  if (place !== 'live') return <IconTrash {...props} />
  if (missingSinceUtc !== null) return <IconAlertTriangle {...props} />
  if (isHead) return <IconCheck {...props} />
  if (madeAs === 'restore') return <IconArrowBackUp {...props} />
  return madeAs === 'addImages' ? <IconPlus {...props} /> : null
}

/** The arrows move along the line, Home and End to its ends. */
function moveByKey(event: KeyboardEvent<HTMLElement>): void {
  const stops = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button')]
  const at = stops.findIndex((stop) => stop === document.activeElement)
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: stops.length - 1 }[event.key]
  if (next === undefined || at < 0) return
  event.preventDefault()
  stops[Math.min(Math.max(next, 0), stops.length - 1)]?.focus()
}

interface StopProps {
  readonly version: VersionSummary
  readonly parent: VersionSummary | undefined
  readonly isSelected: boolean
  readonly onSelect: () => void
}

function Stop({ version, parent, isSelected, onSelect }: StopProps) {
  const { number, isHead, place, missingSinceUtc, madeBy, madeAtUtc } = version
  const state = stateWords(version)
  const origin = originWords(version, parent)
  return (
    <li>
      <HoverCard openDelay={200} closeDelay={50} position="top-start" withinPortal shadow="none">
        <HoverCard.Target>
          <button
            type="button"
            className={classes.stop}
            aria-pressed={isSelected}
            aria-label={`v${number}${state && ` ${state}`}: ${origin} by ${madeBy} at ${formatUtc(madeAtUtc)}`}
            tabIndex={isSelected ? 0 : -1}
            onClick={onSelect}
          >
            <span
              className={classes.dot}
              data-head={isHead || undefined}
              data-away={place !== 'live' || undefined}
              data-missing={missingSinceUtc !== null || undefined}
            >
              <DotIcon version={version} />
            </span>
            <span className={classes.name}>
              v{number}
              {state && <span className="site-muted"> {state}</span>}
            </span>
          </button>
        </HoverCard.Target>
        <HoverCard.Dropdown className="site-panel">
          <VersionCounts version={version} parent={parent} />
        </HoverCard.Dropdown>
      </HoverCard>
    </li>
  )
}

/** The history of a run as dots on a line, oldest at the left. */
export function VersionLine({ versions, selected, onSelect }: VersionLineProps) {
  const frame = useRef<HTMLDivElement>(null)
  const count = versions.length
  useEffect(() => {
    if (frame.current && count > 0) frame.current.scrollLeft = frame.current.scrollWidth
  }, [count])
  const byNumber = new Map(versions.map((version) => [version.number, version]))
  return (
    <div ref={frame} className={classes.scroll}>
      {/* oxlint-disable-next-line no-noninteractive-element-interactions -- the keys come from the buttons in it */}
      <ol className={classes.line} onKeyDown={moveByKey}>
        {versions.toReversed().map((version) => (
          <Stop
            key={version.number}
            version={version}
            parent={version.parent === null ? undefined : byNumber.get(version.parent)}
            isSelected={version.number === selected}
            onSelect={() => onSelect(version.number)}
          />
        ))}
      </ol>
    </div>
  )
}
