import { Table } from '@mantine/core'
import type { MeasurementDetails } from '../../../app/contract/images.ts'
import { Section } from '../../parts/section.tsx'
import { withError } from '../run/contents/withError.ts'

/** Values with the columns of their errors. */
const pairs: readonly (readonly [words: string, value: string, error: string | null, unit: string])[] = [
  ['Peak flux density', 'flux_peak', 'flux_peak_err', 'mJy/beam'],
  ['Integrated flux density', 'flux_int', 'flux_int_err', 'mJy'],
  ['Local noise', 'local_rms', null, 'mJy/beam'],
  ['Right ascension', 'ra', 'uncertainty_ew', '°'],
  ['Declination', 'dec', 'uncertainty_ns', '°'],
  ['Major axis', 'bmaj', 'err_bmaj', '″'],
  ['Minor axis', 'bmin', 'err_bmin', '″'],
  ['Position angle', 'pa', 'err_pa', '°'],
]

function words(value: MeasurementDetails['values'][number]['value']): string {
  if (value === null || (typeof value === 'number' && Number.isNaN(value))) return 'unknown'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'number' && !Number.isInteger(value) ? String(Number(value.toPrecision(10))) : String(value)
}

/** What is measured, with errors and units; then every column of its table as it is stored. */
export function MeasurementValues({ measurement: { values } }: { readonly measurement: MeasurementDetails }) {
  const byName = new Map(values.map((each) => [each.name, each.value]))
  const numberOf = (name: string | null) => {
    const value = name === null ? null : byName.get(name)
    return typeof value === 'number' ? value : null
  }
  return (
    <>
      <Section title="Measured">
        <Table.ScrollContainer minWidth={300} type="native" tabIndex={0} role="region" aria-label="Table of what is measured">
          <Table aria-label="Measured" maw={560}>
            <Table.Tbody>
              {pairs.map(([label, value, error, unit]) => {
                const [found, off] = [numberOf(value), numberOf(error)]
                return (
                  <Table.Tr key={value}>
                    <Table.Th scope="row">{label}</Table.Th>
                    <Table.Td className="site-number site-mono">{found === null ? 'unknown' : withError(found, off)}</Table.Td>
                    <Table.Td className="site-muted">{unit}</Table.Td>
                  </Table.Tr>
                )
              })}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Section>
      <Section title="All columns">
        <Table.ScrollContainer minWidth={560} type="native" tabIndex={0} role="region" aria-label="Table of all columns">
          <Table aria-label="All columns">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Column</Table.Th>
                <Table.Th className="site-number">Value</Table.Th>
                <Table.Th>Unit</Table.Th>
                <Table.Th>What it is</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {values.map(({ name, value, unit, description }) => (
                <Table.Tr key={name}>
                  <Table.Td className="site-mono">{name}</Table.Td>
                  <Table.Td className="site-number site-mono">{words(value)}</Table.Td>
                  <Table.Td className="site-muted">{unit}</Table.Td>
                  <Table.Td>{description}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Section>
    </>
  )
}
