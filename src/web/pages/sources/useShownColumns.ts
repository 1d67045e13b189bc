import { useLocalStorage } from '@mantine/hooks'
import { useMemo } from 'react'
import { usualColumns } from './sourceColumns.tsx'

/** The columns that the user chose for the table of sources; the browser keeps them. An address may ask for others. */
export function useShownColumns(asked: string | undefined) {
  const [kept, keep, forget] = useLocalStorage<readonly string[]>({
    key: 'halley-source-columns',
    defaultValue: usualColumns,
    getInitialValueInEffect: false,
  })
  const shown = useMemo(() => asked?.split(',') ?? kept, [asked, kept])
  return { shown, keep, forget }
}
