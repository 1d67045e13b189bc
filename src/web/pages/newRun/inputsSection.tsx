import { Button, Group, SegmentedControl, Stack, Switch, Text, Textarea } from '@mantine/core'
import { IconFolderOpen } from '@tabler/icons-react'
import type { CheckedConfiguration } from '../../../app/contract/checkedConfiguration.ts'
import type { ConfigProblem } from '../../../app/contract/configProblem.ts'
import { fileRoles, type FileRole } from '../../../app/contract/inputFiles.ts'
import { useCall } from '../../api/useApi.ts'
import { useFilePicker } from '../../dialogs/useFilePicker.tsx'
import { ConfigProblems } from '../../parts/configProblems.tsx'
import { FaultPanel } from '../../parts/faultPanel.tsx'
import { roleWords } from '../../parts/roleWords.ts'
import { withImages, type InputForm, type Lines, type NewRunForm } from './newRunForm.ts'
import { NewRunSection } from './newRunSection.tsx'
import { NoOpenFolders } from './noOpenFolders.tsx'
import { PickedTable } from './pickedTable.tsx'
import { inputProblems } from './problemFields.ts'
import { ResolvedTable } from './resolvedTable.tsx'

interface InputsSectionProps {
  readonly form: NewRunForm
  readonly onChange: (change: Partial<NewRunForm>) => void
  readonly problems: readonly ConfigProblem[]
  /** What the configuration comes to; null where it cannot be told. */
  readonly images: CheckedConfiguration['images']
  /** As the form makes it; empty where there is none yet. */
  readonly configText: string
}

function PickedInputs({ form: { picked, hasEpochs }, onChange }: InputsSectionProps) {
  const pick = useFilePicker()
  const match = useCall('matchFiles')
  const add = () =>
    pick({
      title: 'Choose images, or folders of images',
      picks: 'many',
      onPick: (paths) =>
        match.mutate({ body: { paths: [...paths] } }, { onSuccess: ({ images }) => onChange({ picked: withImages(picked, images) }) }),
    })
  return (
    <Stack gap="md">
      <Group gap="md">
        <Button variant="default" onClick={add} loading={match.isPending} leftSection={<IconFolderOpen size={16} aria-hidden="true" />}>
          {picked.length === 0 ? 'Choose files' : 'Add files'}
        </Button>
        {picked.length > 0 && (
          <Switch
            label="Group images into epochs"
            checked={hasEpochs}
            onChange={(event) => onChange({ hasEpochs: event.currentTarget.checked })}
          />
        )}
      </Group>
      {match.error && <FaultPanel fault={match.error} />}
      {match.data?.images.length === 0 && (
        <Text role="status">
          No image was found among {match.data.looked} files: expected names that end in .fits, without the words of maps in them.
        </Text>
      )}
      {picked.length === 0 ? (
        <Text c="dimmed">
          Choose images or whole folders; the catalogue, noise map and background map of each are found by its name. Halley reads these
          files and never writes or removes them.
        </Text>
      ) : (
        <PickedTable images={picked} hasEpochs={hasEpochs} onChange={(images) => onChange({ picked: images })} />
      )}
    </Stack>
  )
}

const placeholders: Readonly<Record<'patterns' | 'paths', Lines>> = {
  patterns: {
    image: '/data/lmc/*/image.*.fits',
    selavy: '/data/lmc/*/selavy-*.components.xml',
    noise: '/data/lmc/*/noiseMap.*.fits',
    background: '/data/lmc/*/meanMap.*.fits',
  },
  paths: {
    image: '/data/lmc/image.i.SB1.fits',
    selavy: '/data/lmc/selavy-image.i.SB1.components.xml',
    noise: '/data/lmc/noiseMap.image.i.SB1.fits',
    background: '/data/lmc/meanMap.image.i.SB1.fits',
  },
}

interface WrittenInputsProps extends InputsSectionProps {
  readonly kind: 'patterns' | 'paths'
}

function labelOf(role: FileRole): string {
  return `${roleWords[role]}s${role === 'background' ? ' (for forced fits)' : ''}`
}

function WrittenInputs({ form, kind, onChange, problems }: WrittenInputsProps) {
  const lines = form[kind]
  const errors = (role: FileRole) => inputProblems(problems, role).filter(({ severity }) => severity === 'error')
  return (
    <Stack gap="md">
      <Text c="dimmed">
        {kind === 'patterns'
          ? 'A pattern a line: * stands for any characters of a name, ** for folders. Matches are sorted by name; the nth catalogue and maps belong to the nth image.'
          : 'An absolute path a line; the nth catalogue and maps belong to the nth image.'}
      </Text>
      {fileRoles.map((role) => (
        <Textarea
          key={role}
          label={labelOf(role)}
          placeholder={placeholders[kind][role]}
          value={lines[role]}
          onChange={(event) => onChange({ [kind]: { ...lines, [role]: event.currentTarget.value } })}
          error={errors(role)[0] ? `${errors(role)[0]?.message} ${errors(role)[0]?.hint}` : null}
          autosize
          minRows={1}
          maxRows={10}
          spellCheck={false}
          classNames={{ input: 'site-mono' }}
        />
      ))}
    </Stack>
  )
}

const forms: readonly { readonly value: InputForm; readonly label: string }[] = [
  { value: 'pick', label: 'Choose files' },
  { value: 'patterns', label: 'Patterns' },
  { value: 'paths', label: 'Paths' },
  { value: 'text', label: 'Configuration' },
]

/** Which images, with the files that belong to them. */
export function InputsSection(props: InputsSectionProps) {
  const { form, onChange, problems, images, configText } = props
  const { inputForm } = form
  const choose = (value: string) => {
    const next = forms.find((each) => each.value === value)?.value ?? 'pick'
    onChange(next === 'text' && form.text === '' ? { inputForm: next, text: configText } : { inputForm: next })
  }
  const shown = inputForm === 'pick' ? inputProblems(problems) : inputProblems(problems).filter(({ severity }) => severity === 'warning')
  return (
    <NewRunSection title="Images">
      <Stack gap="md">
        <NoOpenFolders />
        <SegmentedControl aria-label="How the files are given" data={[...forms]} value={inputForm} onChange={choose} />
        {inputForm === 'pick' && <PickedInputs {...props} />}
        {(inputForm === 'patterns' || inputForm === 'paths') && <WrittenInputs {...props} kind={inputForm} />}
        {inputForm === 'text' && (
          <Text c="dimmed">The text below is the configuration: edit it, or put one there that you have. Its settings hold.</Text>
        )}
        {inputForm !== 'pick' && images && <ResolvedTable images={images} />}
        {inputForm !== 'text' && shown.length > 0 && <ConfigProblems problems={shown} />}
      </Stack>
    </NewRunSection>
  )
}
