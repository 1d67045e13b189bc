import { Group, NumberInput, Select, Slider, Stack, Text } from '@mantine/core'
import { FluxChoice } from '../../parts/fluxChoice.tsx'
import { useId } from 'react'
import type { EtaVParameters } from '../../../app/contract/etaVParameters.ts'
import { formatMeasure } from '../analyses/formatMeasure.ts'
import type { CutOutcome } from '../../plots/etaV/useEtaVCut.ts'

/** What the controls set. */
export type EtaVSettings = Pick<EtaVParameters, 'fluxType' | 'fit' | 'cut' | 'rate' | 'etaSigma' | 'vSigma' | 'minDatapoints'>

interface CutControlsProps {
  readonly value: EtaVSettings
  /** While a slider moves. */
  readonly onChange: (change: Partial<EtaVSettings>) => void
  /** When it is let go. */
  readonly onCommit: (change: Partial<EtaVSettings>) => void
  readonly cut: CutOutcome
}

interface SigmaSliderProps {
  readonly words: string
  readonly value: number
  readonly log: number | null
  readonly onChange: (sigmas: number) => void
  readonly onCommit: (sigmas: number) => void
}

function SigmaSlider({ words, value, log, onChange, onCommit }: SigmaSliderProps) {
  const id = useId()
  return (
    <div style={{ flex: '1 1 200px' }}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" id={id}>
          {words}
        </Text>
        <Text size="sm" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
          {value.toFixed(2)} σ{log === null ? '' : `, above ${formatMeasure(10 ** log)}`}
        </Text>
      </Group>
      <Slider
        thumbProps={{ 'aria-labelledby': id }}
        min={0}
        max={10}
        step={0.05}
        value={value}
        onChange={onChange}
        onChangeEnd={onCommit}
        label={null}
        size="sm"
      />
    </div>
  )
}

function RateSlider({ value, onChange, onCommit }: Omit<SigmaSliderProps, 'words' | 'log'>) {
  const id = useId()
  return (
    <div style={{ flex: '1 1 200px' }}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" id={id}>
          Rate of false discoveries
        </Text>
        <Text size="sm" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
          {Number((100 * value).toPrecision(3))} %
        </Text>
      </Group>
      <Slider
        thumbProps={{ 'aria-labelledby': id }}
        min={-4}
        max={-0.3}
        step={0.05}
        value={Math.log10(value)}
        onChange={(log) => onChange(10 ** log)}
        onChangeEnd={(log) => onCommit(Number((10 ** log).toPrecision(3)))}
        label={null}
        size="sm"
      />
    </div>
  )
}

function Choices({ value, onCommit }: Pick<CutControlsProps, 'value' | 'onCommit'>) {
  return (
    <Group gap="md" align="flex-end">
      <FluxChoice
        size="sm"
        label="Flux densities"
        isPeak={value.fluxType === 'peak'}
        onChange={(isPeak) => onCommit({ fluxType: isPeak ? 'peak' : 'int' })}
      />
      <Select
        label="Gaussians"
        w={270}
        data={[
          { value: 'vast', label: 'VAST: clipped until none is left' },
          { value: 'trap', label: 'TraP: clipped once, without new' },
        ]}
        value={value.fit}
        onChange={(next) => onCommit({ fit: next === 'trap' ? 'trap' : 'vast' })}
        allowDeselect={false}
      />
      <Select
        label="Candidates are"
        w={270}
        data={[
          { value: 'sigma', label: 'above both thresholds' },
          { value: 'discovery', label: 'significant in eta (p-values)' },
        ]}
        value={value.cut}
        onChange={(next) => onCommit({ cut: next === 'discovery' ? 'discovery' : 'sigma' })}
        allowDeselect={false}
      />
      <NumberInput
        label="Datapoints, at least"
        w={130}
        min={2}
        allowDecimal={false}
        value={value.minDatapoints}
        onChange={(next) => typeof next === 'number' && next >= 2 && onCommit({ minDatapoints: next })}
      />
    </Group>
  )
}

/** How candidates are told from the others: the fit, and where it is cut. */
export function CutControls({ value, onChange, onCommit, cut }: CutControlsProps) {
  return (
    <Stack gap="md">
      <Choices value={value} onCommit={onCommit} />
      <Group gap="xl" align="flex-start">
        {value.cut === 'sigma' ? (
          <>
            <SigmaSlider
              words="Threshold of eta"
              value={value.etaSigma}
              log={cut.eta?.logThreshold ?? null}
              onChange={(etaSigma) => onChange({ etaSigma })}
              onCommit={(etaSigma) => onCommit({ etaSigma })}
            />
            <SigmaSlider
              words="Threshold of V"
              value={value.vSigma}
              log={cut.v?.logThreshold ?? null}
              onChange={(vSigma) => onChange({ vSigma })}
              onCommit={(vSigma) => onCommit({ vSigma })}
            />
          </>
        ) : (
          <RateSlider value={value.rate} onChange={(rate) => onChange({ rate })} onCommit={(rate) => onCommit({ rate })} />
        )}
      </Group>
    </Stack>
  )
}
