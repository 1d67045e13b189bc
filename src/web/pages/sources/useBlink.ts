import { useReducedMotion } from '@mantine/hooks'
import { useEffect, useState } from 'react'

/** Showing epochs one after the other in one place. */
export interface Blink {
  readonly isOpen: boolean
  readonly isRunning: boolean
  /** Which of the epochs is shown. */
  readonly index: number
  readonly perSecond: number
  readonly toggle: () => void
  readonly run: (isRunning: boolean) => void
  readonly step: (by: number) => void
  readonly setPerSecond: (perSecond: number) => void
}

/** It begins to run when it is opened, unless the system asks for no motion: then it waits to be stepped or started. */
export function useBlink(count: number): Blink {
  const isStill = useReducedMotion(false, { getInitialValueInEffect: false })
  const [isOpen, setOpen] = useState(false)
  const [isRunning, setRunning] = useState(false)
  const [index, setIndex] = useState(0)
  const [perSecond, setPerSecond] = useState(2)
  useEffect(() => {
    if (!isOpen || !isRunning || count < 2) return undefined
    const timer = setInterval(() => setIndex((now) => (now + 1) % count), 1000 / perSecond)
    return () => clearInterval(timer)
  }, [isOpen, isRunning, count, perSecond])
  const toggle = () => {
    setRunning(!isOpen && !isStill)
    setOpen(!isOpen)
  }
  const step = (by: number) => {
    setRunning(false)
    setIndex((now) => (now + by + count) % count)
  }
  return { isOpen, isRunning, index: count > 0 ? index % count : 0, perSecond, toggle, run: setRunning, step, setPerSecond }
}
