import { openSpotlight } from '@mantine/spotlight'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { mainPlaces, otherPlaces } from '../places.ts'
import { showKeys } from './keyboardHelp.tsx'

/** How long a key waits for the one that goes with it. */
const sequenceMs = 1_200

const places = [...mainPlaces, ...otherPlaces]

/** Whether keys are for what has the focus: a field, a menu, a dialog. */
function isTaken(event: KeyboardEvent): boolean {
  const { target } = event
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLElement)) return true
  if (target.isContentEditable || target.closest('input, textarea, select, [role="menu"], [role="listbox"], .cm-editor')) return true
  return document.querySelector('[role="dialog"][aria-modal="true"]') !== null
}

/** @returns false where the page has no search */
function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>('#page input[type="search"]')
  field?.focus()
  field?.select()
  return field !== null
}

/** @returns false where a row has the focus already, or there is none */
function focusFirstRow(target: EventTarget | null): boolean {
  if (target instanceof HTMLElement && target.closest('tr')) return false
  const row = document.querySelector<HTMLElement>('#page tbody tr[tabindex]')
  row?.focus()
  return row !== null
}

/** The keys that work on every page. Those of tables are in the tables. */
export function useShortcuts(): void {
  const navigate = useNavigate()
  useEffect(() => {
    let goneAtMs = -sequenceMs
    const go = (key: string) => {
      const place = places.find((each) => each.key === key)
      if (place) void navigate({ to: place.to })
      return place !== undefined
    }
    const act = (event: KeyboardEvent): boolean => {
      const isSecond = performance.now() - goneAtMs < sequenceMs
      goneAtMs = -sequenceMs
      if (isSecond) return go(event.key)
      if (event.key === 'g') goneAtMs = performance.now()
      else if (event.key === '?') showKeys()
      else if (event.key === '/') {
        if (!focusSearch()) openSpotlight()
      } else if (event.key === 'j' || event.key === 'k') return focusFirstRow(event.target)
      else if (event.key === 'c') void navigate({ to: '/runs/new' })
      else return false
      return true
    }
    const onKey = (event: KeyboardEvent) => {
      if (!isTaken(event) && act(event)) event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [navigate])
}
