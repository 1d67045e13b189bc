import { ActionIcon, Button, Group, MultiSelect, SegmentedControl, Text, TextInput, Tooltip } from '@mantine/core'
import { IconMinus, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { ApiFault } from '../../api/apiFault.ts'
import { SendToSamp } from '../../parts/sendToSamp.tsx'
import type { SampThing } from '../../samp/sampThing.ts'
import type { SkyFrame } from '../../plots/skyChart/skyFrame.ts'

interface QueryFieldProps {
  readonly value: string
  readonly fault: ApiFault | null
  readonly onChange: (q: string) => void
}

function QueryField({ value, fault, onChange }: QueryFieldProps) {
  const [text, setText] = useState(value)
  const apply = () => {
    if (text !== value) onChange(text)
  }
  return (
    <TextInput
      flex={1}
      miw={220}
      label="Sources that"
      placeholder="All sources; such as: eta_peak > 2.5 and not new"
      value={text}
      error={fault?.message ?? null}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={apply}
      onKeyDown={(event) => {
        if (event.key === 'Enter') apply()
      }}
    />
  )
}

interface SkyFiltersProps extends QueryFieldProps {
  readonly names: readonly string[]
  readonly run: readonly string[]
  readonly onRun: (run: string[]) => void
}

/** Whose footprints and which sources the map shows. */
export function SkyFilters({ names, run, onRun, ...query }: SkyFiltersProps) {
  return (
    <Group align="flex-start" gap="md">
      <MultiSelect
        label="Runs"
        placeholder={run.length === 0 ? 'All runs' : ''}
        data={[...new Set([...names, ...run])]}
        value={[...run]}
        onChange={onRun}
        searchable
        clearable
        miw={220}
        maw={360}
      />
      <QueryField key={query.value} {...query} />
    </Group>
  )
}

interface SkyToolsProps {
  readonly frame: SkyFrame
  readonly onFrame: (frame: SkyFrame) => void
  readonly onZoom: (factor: number) => void
  /** Shows the whole sky around a longitude. */
  readonly onWhole: (lonDeg: number) => void
  /** What other programs can be sent. */
  readonly things: readonly SampThing[]
}

/** The coordinates of the map, how near it is, what is in its middle. */
export function SkyTools({ frame, onFrame, onZoom, onWhole, things }: SkyToolsProps) {
  const middles = frame === 'icrs' ? ['0h', '12h'] : ['0°', '180°']
  return (
    <Group gap="md">
      <SegmentedControl
        size="xs"
        aria-label="Coordinates"
        value={frame}
        onChange={(next) => onFrame(next === 'galactic' ? 'galactic' : 'icrs')}
        data={[
          { value: 'icrs', label: 'ICRS' },
          { value: 'galactic', label: 'Galactic' },
        ]}
      />
      <Group gap={4}>
        <Text size="sm" c="dimmed">
          Whole sky around
        </Text>
        {middles.map((words, at) => (
          <Button
            key={words}
            size="compact-sm"
            variant="default"
            aria-label={`Whole sky around ${words}`}
            onClick={() => onWhole(at * 180)}
          >
            {words}
          </Button>
        ))}
      </Group>
      <Group gap={4}>
        <Tooltip label="Zoom in">
          <ActionIcon variant="default" aria-label="Zoom in" onClick={() => onZoom(2)}>
            <IconPlus size={16} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Zoom out">
          <ActionIcon variant="default" aria-label="Zoom out" onClick={() => onZoom(0.5)}>
            <IconMinus size={16} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
      </Group>
      <SendToSamp things={things} />
    </Group>
  )
}
