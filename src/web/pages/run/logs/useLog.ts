import { useEffect, useRef, useState } from 'react'
import { logPartBytes, type LogPart } from '../../../../app/contract/runLog.ts'
import { ApiFault } from '../../../api/apiFault.ts'
import { callApi } from '../../../api/callApi.ts'

const askAgainMs = 1000
/** Lines that are kept: of a log that grows for days, the oldest fall off. */
const mostBytes = 4_194_304
/** Bytes in front of a line that a link leads to. */
const linesBefore = 32_768

/** What is loaded of a log. */
export interface LoadedLog {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly bytes: number
  readonly text: string
  readonly isLive: boolean
}

interface LogReading {
  readonly log: LoadedLog | null
  readonly fault: ApiFault | null
  readonly isReading: boolean
  /** Whether there are lines behind these that do not come by themselves. */
  readonly hasLater: boolean
  readonly readEarlier: () => void
  readonly readLater: () => void
}

interface Found {
  readonly log: LoadedLog | null
  readonly fault: ApiFault | null
}

function prepended(log: LoadedLog, part: LogPart): LoadedLog {
  return part.to === log.from ? { ...log, from: part.from, text: part.text + log.text } : log
}

function appended(log: LoadedLog, part: LogPart): LoadedLog {
  const { name, bytes, isLive } = part
  if (part.from !== log.to || part.text === '') return { ...log, bytes, isLive }
  const isTooLong = part.to - log.from > mostBytes
  return isTooLong ? part : { name, bytes, isLive, from: log.from, to: part.to, text: log.text + part.text }
}

function asFault(error: unknown): ApiFault {
  if (error instanceof ApiFault) return error
  throw error
}

function covers(log: LoadedLog | null, at: number | undefined): boolean {
  return log !== null && (at === undefined || (at >= log.from && at <= log.to))
}

/** What a log begins with: its end, or the lines around a byte. */
async function beginning(run: string, name: string, at: number | undefined): Promise<LogPart> {
  const params = { run, log: name }
  const end = await callApi('readLog', { params, query: {} })
  const isFar = at !== undefined && at < end.from
  return isFar ? callApi('readLog', { params, query: { from: Math.max(0, at - linesBefore) } }) : end
}

/**
 * Reads a log from its end, and on while it is written. Use a `key` for each log.
 *
 * @param at the byte of a line to begin near; undefined: the end
 */
export function useLog(run: string, name: string, at: number | undefined): LogReading {
  const [{ log, fault }, setFound] = useState<Found>({ log: null, fault: null })
  const [isReading, setReading] = useState(false)
  const loaded = useRef(log)
  useEffect(() => {
    loaded.current = log
  }, [log])
  useEffect(() => {
    if (covers(loaded.current, at)) return undefined
    let isGone = false
    beginning(run, name, at).then(
      (part) => isGone || setFound({ log: part, fault: null }),
      (error: unknown) => isGone || setFound({ log: null, fault: asFault(error) }),
    )
    return () => {
      isGone = true
    }
  }, [run, name, at])
  const rest = log === null ? 0 : log.bytes - log.to
  const isFollowed = log !== null && rest <= logPartBytes && (log.isLive || rest > 0)
  useEffect(() => {
    if (!log || !isFollowed) return undefined
    const follow = () =>
      callApi('readLog', { params: { run, log: name }, query: { from: log.to } }).then(
        (part) => setFound((now) => (now.log ? { ...now, log: appended(now.log, part) } : now)),
        () => setFound((now) => ({ ...now, log: now.log && { ...now.log } })),
      )
    const timer = setTimeout(() => void follow(), askAgainMs)
    return () => clearTimeout(timer)
  }, [run, name, log, isFollowed])
  const read = (query: { readonly from: number } | { readonly before: number }, join: (log: LoadedLog, part: LogPart) => LoadedLog) => {
    if (isReading) return
    setReading(true)
    callApi('readLog', { params: { run, log: name }, query })
      .then(
        (part) => setFound((now) => (now.log ? { ...now, log: join(now.log, part) } : now)),
        (error: unknown) => setFound((now) => ({ ...now, fault: asFault(error) })),
      )
      .finally(() => setReading(false))
  }
  return {
    log,
    fault,
    isReading,
    hasLater: rest > logPartBytes,
    readEarlier: () => log && read({ before: log.from }, prepended),
    readLater: () => log && read({ from: log.to }, appended),
  }
}
