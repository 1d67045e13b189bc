import { useEffect, useState } from 'react'

/** Whether what is shown has been waited for long enough to say so, 300 ms: before that nothing moves. */
export function useIsSlow(): boolean {
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 300)
    return () => clearTimeout(timer)
  }, [])
  return isSlow
}
