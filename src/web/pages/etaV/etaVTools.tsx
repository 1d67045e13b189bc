import { Button, Group, SegmentedControl, Select, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { numberColumns, type NumberColumn } from '../../../app/contract/sourceColumns.ts'
import type { ColourScale } from '../../../charts/colourScale.ts'
import type { EtaVTool } from '../../plots/etaV/useEtaVPointer.ts'
import { formatMeasure } from '../analyses/formatMeasure.ts'
import classes from './etaVTools.module.css'

interface EtaVToolsProps {
  readonly tool: EtaVTool
  readonly onTool: (tool: EtaVTool) => void
  /** Null: no column colours; not given: none can. */
  readonly colour: NumberColumn | null | undefined
  readonly onColour: (column: NumberColumn | null) => void
  readonly scale: ColourScale | null
  readonly isZoomed: boolean
  readonly onAll: () => void
  readonly children?: ReactNode
}

function isColumn(name: string | null): name is NumberColumn {
  return numberColumns.some((column) => column === name)
}

/** What dragging over the plane does, what colours it, the way back to all of it. */
export function EtaVTools({ tool, onTool, colour, onColour, scale, isZoomed, onAll, children }: EtaVToolsProps) {
  return (
    <Group gap="md" justify="space-between" mb="sm">
      <Group gap="md">
        <SegmentedControl
          size="xs"
          aria-label="Dragging over the plane"
          data={[
            { value: 'move', label: 'Moves' },
            { value: 'box', label: 'Selects a box' },
            { value: 'lasso', label: 'Selects a lasso' },
          ]}
          value={tool}
          onChange={(next) => onTool(next === 'box' || next === 'lasso' ? next : 'move')}
        />
        {colour !== undefined && (
          <Select
            size="xs"
            w={190}
            aria-label="Coloured by"
            placeholder="Coloured as candidates"
            data={numberColumns}
            value={colour}
            onChange={(next) => onColour(isColumn(next) ? next : null)}
            searchable
            clearable
          />
        )}
        {scale && (
          <Group gap={6}>
            <Text size="xs">{formatMeasure(scale.low)}</Text>
            <span className={classes.scale} aria-hidden="true" />
            <Text size="xs">
              {formatMeasure(scale.high)}
              {scale.isLog ? ', logarithmic' : ''}
            </Text>
          </Group>
        )}
        {isZoomed && (
          <Button size="compact-xs" variant="default" onClick={onAll}>
            Show all of it
          </Button>
        )}
      </Group>
      <Group gap="sm">{children}</Group>
    </Group>
  )
}
