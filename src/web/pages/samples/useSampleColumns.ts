import { useLocalStorage } from '@mantine/hooks'

const usual: readonly string[] = [
  'name',
  'run',
  'version',
  'position',
  'n_meas',
  'n_meas_forced',
  'avg_flux_peak',
  'max_flux_peak',
  'max_snr',
  'eta_peak',
  'v_peak',
  'new',
  'n_rel',
]

/** The columns that the user chose for the tables of samples; the browser keeps them. */
export function useSampleColumns() {
  const [shown, keep, forget] = useLocalStorage<readonly string[]>({
    key: 'halley-sample-columns',
    defaultValue: usual,
    getInitialValueInEffect: false,
  })
  return { shown, keep, forget }
}
