import { useState } from 'react'
import type { CheckedConfiguration } from '../../../../app/contract/checkedConfiguration.ts'
import type { ConfigProblem } from '../../../../app/contract/configProblem.ts'
import { callApi } from '../../../api/callApi.ts'
import { tellFault } from '../../../parts/notify.tsx'

/** What a check has found, and whether it looked into the files. */
export interface DraftReport extends CheckedConfiguration {
  readonly isThorough: boolean
}

interface DraftChecking {
  /** The last one; null before the first. */
  readonly report: DraftReport | null
  readonly check: (text: string) => Promise<readonly ConfigProblem[]>
  readonly isLooking: boolean
  /** Also reads headers, sizes and catalogues: it takes its time. */
  readonly lookIntoFiles: (text: string) => void
}

/** Checks the text of a configuration without saving it. */
export function useDraftCheck(name: string): DraftChecking {
  const [report, setReport] = useState<DraftReport | null>(null)
  const [isLooking, setLooking] = useState(false)
  const ask = async (configText: string, isThorough: boolean): Promise<readonly ConfigProblem[]> => {
    try {
      const found = await callApi('checkConfiguration', { body: { name, configText, isThorough } })
      setReport({ ...found, isThorough })
      return found.problems
    } catch (error) {
      if (isThorough) tellFault(error)
      return []
    }
  }
  const lookIntoFiles = (text: string) => {
    setLooking(true)
    void ask(text, true).finally(() => setLooking(false))
  }
  return { report, check: (text) => ask(text, false), isLooking, lookIntoFiles }
}
