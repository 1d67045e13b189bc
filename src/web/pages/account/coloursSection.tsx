import { SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { Section } from '../../parts/section.tsx'

const schemes = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'As the system has it' },
] as const

/** The colours of the site in this browser. */
export function ColoursSection() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Section title="Colours in this browser">
      <SegmentedControl aria-label="Colours" data={[...schemes]} value={colorScheme} onChange={setColorScheme} />
    </Section>
  )
}
