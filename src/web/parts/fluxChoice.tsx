import { SegmentedControl } from '@mantine/core'

interface FluxChoiceProps {
  readonly isPeak: boolean
  readonly onChange: (isPeak: boolean) => void
  /** What it is of, for screen readers. */
  readonly label?: string
  readonly size?: 'xs' | 'sm'
}

/** Peak or integrated flux densities. */
export function FluxChoice({ isPeak, onChange, label = 'Flux density', size = 'xs' }: FluxChoiceProps) {
  return (
    <SegmentedControl
      size={size}
      aria-label={label}
      data={[
        { value: 'peak', label: 'Peak' },
        { value: 'integrated', label: 'Integrated' },
      ]}
      value={isPeak ? 'peak' : 'integrated'}
      onChange={(next) => onChange(next === 'peak')}
    />
  )
}
