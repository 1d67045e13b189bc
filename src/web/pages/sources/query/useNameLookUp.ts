import { useState } from 'react'
import { readPosition } from '../../../../app/contract/query/readPosition.ts'
import { ApiFault } from '../../../api/apiFault.ts'
import { callApi } from '../../../api/callApi.ts'
import { useApi } from '../../../api/useApi.ts'

/** How names of objects differ from positions, also from such as are half typed: `M31`, `3C 273`, `Cen A`. */
const nameSigns = /^\s*[ac-ikm-z]|[acefgikn-qt-z]|[a-z]{2}/i

const beginsAsPosition = /^\s*[+-]?\d+(?:\.\d+)?\s*[:hd°]/i

/** Whether a text is no position, but may be the name of an object. */
export function isNameOfObject(text: string): boolean {
  return !beginsAsPosition.test(text) && nameSigns.test(text) && !readPosition(text).ok
}

export interface NameLookUp {
  /** What is to be said of the text as a name; null where it is none. */
  readonly words: string | null
  readonly isWrong: boolean
  readonly isLooking: boolean
  /** Looks the text up. Null where nothing is known by that name, or nobody may ask. */
  readonly find: () => Promise<{ readonly raDeg: number; readonly decDeg: number } | null>
}

const notAllowed =
  'Not a position. This server may not look up names: write a position, or have an administrator allow it under Administration, Catalogues.'

/** Finds where an object is by its name, as far as an administrator lets the server ask others. */
export function useNameLookUp(text: string): NameLookUp {
  const isName = isNameOfObject(text)
  const { data } = useApi('listReferences', {}, { enabled: isName })
  const [isLooking, setLooking] = useState(false)
  const [failed, setFailed] = useState<{ readonly name: string; readonly words: string } | null>(null)
  const mayAsk = data?.mayAskOutside === true
  const find = async () => {
    const name = text.trim()
    if (!isName || !mayAsk) return null
    setLooking(true)
    setFailed(null)
    try {
      return await callApi('resolveName', { query: { name } })
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error
      setFailed({ name, words: error.message })
      return null
    } finally {
      setLooking(false)
    }
  }
  if (!isName || !data) return { words: null, isWrong: false, isLooking, find }
  if (!mayAsk) return { words: notAllowed, isWrong: true, isLooking, find }
  if (failed?.name === text.trim()) return { words: failed.words, isWrong: true, isLooking, find }
  return { words: isLooking ? 'Sesame is asked for this name' : 'Enter looks this up as a name', isWrong: false, isLooking, find }
}
