import { NumberInput, Select, SimpleGrid, Switch } from '@mantine/core'
import type { EtaVParameters } from '../../app/contract/etaVParameters.ts'

interface EtaVFieldsProps {
  readonly value: EtaVParameters
  readonly onChange: (value: EtaVParameters) => void
}

/** An emptied field is a number that the analysis refuses, so that it cannot be sent. */
function asNumber(value: string | number): number {
  return typeof value === 'number' ? value : Number.NaN
}

/** The parameters of an eta-V analysis, each with what it does. */
export function EtaVFields({ value, onChange }: EtaVFieldsProps) {
  const set = (change: Partial<EtaVParameters>) => onChange({ ...value, ...change })
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" verticalSpacing="md">
      <Select
        label="Candidates are"
        description="Which sources are kept"
        data={[
          { value: 'sigma', label: 'Above both thresholds' },
          { value: 'discovery', label: 'Significant in eta (p-values)' },
        ]}
        value={value.cut}
        onChange={(cut) => set({ cut: cut === 'discovery' ? 'discovery' : 'sigma' })}
        allowDeselect={false}
      />
      <NumberInput
        label="Rate of false discoveries"
        description="The share of them that may be false"
        min={0}
        max={1}
        step={0.01}
        value={value.rate}
        onChange={(rate) => set({ rate: asNumber(rate) })}
        disabled={value.cut === 'sigma'}
      />
      <NumberInput
        label="Threshold of eta"
        description="So many sigma above the mean"
        suffix=" σ"
        min={0}
        max={100}
        step={0.5}
        value={value.etaSigma}
        onChange={(etaSigma) => set({ etaSigma: asNumber(etaSigma) })}
      />
      <NumberInput
        label="Threshold of V"
        description="So many sigma above the mean"
        suffix=" σ"
        min={0}
        max={100}
        step={0.5}
        value={value.vSigma}
        onChange={(vSigma) => set({ vSigma: asNumber(vSigma) })}
      />
      <Select
        label="Flux densities"
        description="Whose eta and V"
        data={[
          { value: 'peak', label: 'Peak' },
          { value: 'int', label: 'Integrated' },
        ]}
        value={value.fluxType}
        onChange={(fluxType) => set({ fluxType: fluxType === 'int' ? 'int' : 'peak' })}
        allowDeselect={false}
      />
      <Select
        label="Fit"
        description="How values far out are left out of it"
        data={[
          { value: 'vast', label: 'VAST: clipped until none is left' },
          { value: 'trap', label: 'TraP: clipped once, without new sources' },
        ]}
        value={value.fit}
        onChange={(fit) => set({ fit: fit === 'trap' ? 'trap' : 'vast' })}
        allowDeselect={false}
      />
      <NumberInput
        label="Datapoints of a source, at least"
        description="Sources with fewer take no part"
        min={2}
        allowDecimal={false}
        value={value.minDatapoints}
        onChange={(minDatapoints) => set({ minDatapoints: asNumber(minDatapoints) })}
      />
      <NumberInput
        label="Sources, at least"
        description="A Gaussian through fewer says little"
        min={1}
        allowDecimal={false}
        value={value.minSources}
        onChange={(minSources) => set({ minSources: asNumber(minSources) })}
      />
      <Switch
        label="Use forced fits"
        description="Without them eta and V are computed anew from detections"
        checked={value.useForced}
        onChange={(event) => set({ useForced: event.currentTarget.checked })}
      />
    </SimpleGrid>
  )
}
