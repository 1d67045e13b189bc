import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef } from 'react'
import { logLines } from './logLines.ts'
import classes from './logText.module.css'
import type { LoadedLog } from './useLog.ts'

interface LogTextProps {
  readonly log: LoadedLog
  /** The byte of a line to show and mark. */
  readonly marked: number | undefined
  readonly addressOf: (at: number) => string
  readonly onMark: (at: number) => void
}

const lineHeightPx = 20

/** The lines of a log: only those in sight are drawn, the end stays in sight while it grows. */
export function LogText({ log, marked, addressOf, onMark }: LogTextProps) {
  const frame = useRef<HTMLDivElement>(null)
  const lines = useMemo(() => logLines(log.text, log.from), [log.text, log.from])
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame.current,
    estimateSize: () => lineHeightPx,
    overscan: 20,
  })
  const isAtEnd = useRef(true)
  const markedIndex = marked === undefined ? -1 : lines.findLastIndex(({ at }) => at <= marked)
  const firstAt = useRef(log.from)
  useEffect(() => {
    const box = frame.current
    if (!box) return
    const isEarlier = log.from < firstAt.current
    firstAt.current = log.from
    if (!isEarlier && markedIndex < 0 && isAtEnd.current) box.scrollTop = box.scrollHeight
  }, [lines, log.from, markedIndex])
  useEffect(() => {
    if (markedIndex >= 0) virtual.scrollToIndex(markedIndex, { align: 'center' })
    // oxlint-disable-next-line exhaustive-deps -- only when another line is marked
  }, [markedIndex])
  const widest = useMemo(() => lines.reduce((most, { text }) => Math.max(most, text.length), 0), [lines])
  return (
    <div
      ref={frame}
      className={`${classes.frame} site-mono`}
      role="log"
      aria-label={`Log ${log.name}`}
      // oxlint-disable-next-line no-noninteractive-tabindex -- a region that scrolls has to be reached by keyboard
      tabIndex={0}
      onScroll={({ currentTarget: box }) => {
        isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < 2 * lineHeightPx
      }}
    >
      <div className={classes.lines} style={{ height: virtual.getTotalSize(), width: `${widest + 8}ch` }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const line = lines[index]
          return (
            <div
              key={line.at}
              className={classes.line}
              style={{ transform: `translateY(${start}px)` }}
              data-level={line.level ?? undefined}
              data-marked={index === markedIndex || undefined}
            >
              <a
                href={addressOf(line.at)}
                className={classes.link}
                aria-label="Link to this line"
                tabIndex={-1}
                onClick={(event) => {
                  event.preventDefault()
                  onMark(line.at)
                }}
              >
                #
              </a>
              {line.text}
            </div>
          )
        })}
      </div>
    </div>
  )
}
