import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'

interface SafeButtonProps {
  readonly words: string
  readonly onClick: () => void
}

/** The button of a dialog that does nothing: it takes the focus as soon as there is something to say yes to. What there is to read stays in sight. */
export function SafeButton({ words, onClick }: SafeButtonProps) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    button.current?.focus({ preventScroll: true })
  }, [])
  return (
    <Button ref={button} variant="default" onClick={onClick} data-autofocus>
      {words}
    </Button>
  )
}
