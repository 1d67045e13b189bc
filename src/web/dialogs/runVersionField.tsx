import { ActionIcon, Group, Select, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useApi } from '../api/useApi.ts'

/** A run by its id, and the version that is meant; null: the one that is shown. */
export interface ChosenVersion {
  readonly run: string
  readonly version: number | null
}

/** As the API takes it. */
export function asRunVersion({ run, version }: ChosenVersion): { readonly run: string; readonly version?: number } {
  return version === null ? { run } : { run, version }
}

interface RunVersionFieldProps {
  readonly label: string
  readonly value: ChosenVersion | null
  readonly onChange: (value: ChosenVersion) => void
  /** Takes it out of a list of several. */
  readonly onRemove?: (() => void) | undefined
}

/** Where a run that has a version is chosen, and which of its versions. */
export function RunVersionField({ label, value, onChange, onRemove }: RunVersionFieldProps) {
  const runs = useApi('listRuns', { query: {} })
  const shown = (runs.data?.runs ?? []).filter(({ version, place }) => version !== null && place === 'live')
  const run = shown.find(({ id }) => id === value?.run)
  const history = useApi('listVersions', { params: { run: value?.run ?? '' } }, { enabled: value !== null })
  const versions = value === null ? [] : (history.data?.versions ?? []).filter(({ place }) => place === 'live')
  const older = versions.filter(({ number }) => number !== run?.version)
  return (
    <Group gap="sm" align="flex-end" wrap="nowrap">
      <Select
        label={label}
        placeholder="Type to search"
        data={shown.map(({ id, name }) => ({ value: id, label: name }))}
        value={value?.run ?? null}
        onChange={(id) => id !== null && onChange({ run: id, version: null })}
        searchable
        nothingFoundMessage="No run of that name with a version"
        style={{ flex: '2 1 0' }}
      />
      <Select
        label="Version"
        data={[
          { value: 'shown', label: run ? `${run.version} (shown)` : 'Shown' },
          ...older.map(({ number }) => ({ value: String(number), label: String(number) })),
        ]}
        value={value?.version ? String(value.version) : 'shown'}
        onChange={(version) =>
          value && onChange({ run: value.run, version: version === null || version === 'shown' ? null : Number(version) })
        }
        allowDeselect={false}
        disabled={value === null}
        style={{ flex: '1 1 0' }}
      />
      {onRemove && (
        <Tooltip label="Remove this run">
          <ActionIcon variant="subtle" color="gray" size={36} aria-label="Remove this run" onClick={onRemove}>
            <IconX size={16} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
      )}
    </Group>
  )
}
