import { Group, Select, Text } from '@mantine/core'
import type { VersionSummary } from '../../../../app/contract/version.ts'

interface VersionPairProps {
  readonly versions: readonly VersionSummary[]
  readonly from: number
  readonly to: number
  readonly onChange: (pair: { readonly from?: number; readonly to?: number }) => void
}

/** Which two versions are compared. */
export function VersionPair({ versions, from, to, onChange }: VersionPairProps) {
  const kept = versions.filter(({ place }) => place === 'live' || place === 'trashed')
  const data = kept.map(({ number, isHead, place }) => {
    const remark = isHead ? ', shown' : place === 'trashed' ? ', in Trash' : ''
    return { value: String(number), label: `Version ${number}${remark}` }
  })
  const choose = (side: 'from' | 'to') => (value: string | null) => value !== null && onChange({ [side]: Number(value) })
  return (
    <Group gap="sm" mb="md" wrap="nowrap">
      <Select aria-label="From version" data={data} value={String(from)} onChange={choose('from')} allowDeselect={false} w={180} miw={0} />
      <Text aria-hidden="true">→</Text>
      <Select aria-label="To version" data={data} value={String(to)} onChange={choose('to')} allowDeselect={false} w={180} miw={0} />
    </Group>
  )
}
