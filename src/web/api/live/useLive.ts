import { useEffect, useSyncExternalStore } from 'react'
import type { LiveEvent } from '../../../app/contract/live.ts'
import { queryClient } from '../queryClient.ts'
import { applyEvent } from './applyEvent.ts'
import { Connection, type ConnectionState } from './connection.ts'

let state: ConnectionState = 'connecting'
const stateListeners = new Set<() => void>()
const eventListeners = new Set<(event: LiveEvent) => void>()

function say(next: ConnectionState): void {
  if (state === 'away' && next === 'live') void queryClient.invalidateQueries({ predicate: (query) => query.state.status === 'error' })
  // Whose session has ended finds out here, and is led to where they sign in.
  if (next === 'away') void queryClient.invalidateQueries({ queryKey: ['showSession'] })
  state = next
  for (const listener of stateListeners) listener()
}

function take(event: LiveEvent): void {
  applyEvent(event)
  for (const listener of eventListeners) listener(event)
}

function onState(listener: () => void): () => void {
  stateListeners.add(listener)
  return () => stateListeners.delete(listener)
}

/** Keeps all that pages show up to date, whoever changes it. Once in the frame of all pages. */
export function useLive(): void {
  useEffect(() => {
    const connection = new Connection({ onEvent: take, onState: say })
    connection.start()
    return () => connection.stop()
  }, [])
}

/** Whether the server tells of changes now. */
export function useConnection(): ConnectionState {
  return useSyncExternalStore(onState, () => state)
}

/** Listens to the events of the server besides what is kept up to date by itself. */
export function useLiveEvents(listener: (event: LiveEvent) => void): void {
  useEffect(() => {
    eventListeners.add(listener)
    return () => {
      eventListeners.delete(listener)
    }
  }, [listener])
}
