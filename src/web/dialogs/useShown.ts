import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiFault } from '../api/apiFault.ts'

/** What a dialog has shown, and is about to do: it changes only when the dialog asks again. */
export interface Shown<T> {
  readonly value: T | null
  readonly fault: ApiFault | null
  readonly isLoading: boolean
  /** Asks again. @returns what is there now; null where it was refused */
  readonly reload: () => Promise<T | null>
}

/**
 * Loads what is confirmed in a dialog. Unlike a query it is never brought up to date behind the reader's back: what they
 * confirm is what they read.
 *
 * @param key of what is asked for: another key asks again, and what was shown stays until the answer comes
 */
export function useShown<T>(load: () => Promise<T>, key: string): Shown<T> {
  const [state, setState] = useState<Omit<Shown<T>, 'reload'>>({ value: null, fault: null, isLoading: true })
  const turn = useRef(0)
  const latest = useRef(load)
  useEffect(() => {
    latest.current = load
  })
  const reload = useCallback(async () => {
    turn.current += 1
    const mine = turn.current
    setState((now) => ({ ...now, isLoading: true }))
    try {
      const value = await latest.current()
      if (mine === turn.current) setState({ value, fault: null, isLoading: false })
      return value
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error
      if (mine === turn.current) setState((now) => ({ ...now, fault: error, isLoading: false }))
      return null
    }
  }, [])
  useEffect(() => {
    void reload()
  }, [reload, key])
  return { ...state, reload }
}
