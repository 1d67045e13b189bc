import { useEffect, useMemo, useState } from 'react'
import { ApiFault, serverAway } from '../../api/apiFault.ts'
import { loadEtaV, loadEtaVColumn, type EtaVPlane } from './etaVPlane.ts'

/** Something that is loaded from an address, in parts. */
export interface Loading<T> {
  /** What has come; that of the address before, until then. */
  readonly value: T | null
  readonly fault: ApiFault | null
  readonly retry: () => void
}

type Load<T> = (address: string, signal: AbortSignal, onPart: (value: T) => void) => Promise<T>

interface Held<T> {
  readonly address: string | null
  readonly value: T | null
  readonly fault: ApiFault | null
}

function useLoading<T>(address: string | null, load: Load<T>): Loading<T> {
  const [held, setHeld] = useState<Held<T>>({ address: null, value: null, fault: null })
  const [attempt, setAttempt] = useState(0)
  const request = useMemo(() => ({ address, attempt }), [address, attempt])
  useEffect(() => {
    const { address } = request
    if (address === null) return undefined
    const stop = new AbortController()
    const keep = (value: T) => !stop.signal.aborted && setHeld({ address, value, fault: null })
    load(address, stop.signal, keep).then(keep, (error: unknown) => {
      if (stop.signal.aborted) return
      const fault = error instanceof ApiFault ? error : serverAway()
      setHeld((now) => ({ ...now, address, fault }))
    })
    return () => stop.abort()
  }, [request, load])
  return { value: held.value, fault: held.fault, retry: () => setAttempt((now) => now + 1) }
}

const loadPlane: Load<EtaVPlane> = (address, signal, onPart) => loadEtaV(address, { signal, onPart })
const loadColumn: Load<{ readonly address: string; readonly values: Float32Array }> = async (address, signal) => ({
  address,
  values: await loadEtaVColumn(address, signal),
})

/** The points of an address, as they come. */
export function useEtaVPlane(address: string): Loading<EtaVPlane> {
  return useLoading(address, loadPlane)
}

/** A column of the same points; null until it is whole. @param address null: none is wanted */
export function useEtaVColumn(address: string | null): { readonly values: Float32Array | null; readonly fault: ApiFault | null } {
  const { value, fault } = useLoading(address, loadColumn)
  return { values: address !== null && value?.address === address ? value.values : null, fault: address === null ? null : fault }
}
