import { useLocalStorage } from '@mantine/hooks'

/** Whether the rail is folded to icons; this browser remembers it. */
export function useRail(): { readonly isFolded: boolean; readonly fold: () => void } {
  const [isFolded, setFolded] = useLocalStorage({ key: 'halley-rail-folded', defaultValue: false, getInitialValueInEffect: false })
  return { isFolded, fold: () => setFolded(!isFolded) }
}
