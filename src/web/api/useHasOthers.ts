import { useApi } from './useApi.ts'

/** Whether there is anybody to share with: on a laptop there is one user, and nothing of sharing shows. */
export function useHasOthers(): boolean {
  return useApi('showSession', {}).data?.mode === 'server'
}
