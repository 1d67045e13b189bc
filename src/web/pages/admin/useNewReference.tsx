import { Button, Group, NumberInput, Select, SimpleGrid, TextInput } from '@mantine/core'
import { useState } from 'react'
import { maxReferenceRadiusArcsec, positionUnits, usualReferenceRadiusArcsec, type NewReference } from '../../../app/contract/reference.ts'
import { useCall } from '../../api/useApi.ts'
import { DialogForm } from '../../dialogs/dialogForm.tsx'
import { openDialog, type DialogState } from '../../dialogs/openDialog.ts'
import { useFilePicker } from '../../dialogs/useFilePicker.tsx'
import { formatCount } from '../../parts/format.ts'
import { tellDone } from '../../parts/notify.tsx'

interface Texts {
  readonly path: string
  readonly name: string
  readonly ra: string
  readonly dec: string
  readonly nameColumn: string
}

interface NewReferenceDialogProps {
  readonly state: DialogState
  readonly onAdded: () => void
}

const nothing: Texts = { path: '', name: '', ra: '', dec: '', nameColumn: '' }

const fields = [
  { key: 'name', label: 'Name', placeholder: 'As the file' },
  { key: 'nameColumn', label: 'Column of names', placeholder: 'Found by itself' },
  { key: 'ra', label: 'Column of right ascension', placeholder: 'Found by itself' },
  { key: 'dec', label: 'Column of declination', placeholder: 'Found by itself' },
] as const

function filled(texts: Texts, unit: NewReference['unit'], radiusArcsec: number): NewReference {
  const given = Object.entries(texts).filter(([, text]) => text.trim() !== '')
  return { path: texts.path, ...Object.fromEntries(given), radiusArcsec, ...(unit ? { unit } : {}) }
}

function NewReferenceDialog({ state, onAdded }: NewReferenceDialogProps) {
  const [texts, setTexts] = useState(nothing)
  const [unit, setUnit] = useState<NewReference['unit']>()
  const [radius, setRadius] = useState<number | string>(usualReferenceRadiusArcsec)
  const { mutate, isPending, error } = useCall('addReference')
  const pickFile = useFilePicker()
  const set = (change: Partial<Texts>) => setTexts((now) => ({ ...now, ...change }))
  const add = () =>
    mutate(
      { body: filled(texts, unit, Number(radius)) },
      {
        onSuccess: ({ name, rows }) => {
          onAdded()
          state.onClose()
          tellDone({ words: `${name} is added: ${formatCount(rows)} objects.` })
        },
      },
    )
  return (
    <DialogForm
      state={state}
      title="Which catalogue should sources be compared with?"
      submitWords="Add catalogue"
      onSubmit={add}
      canSubmit={texts.path !== '' && Number(radius) > 0}
      isWorking={isPending}
      fault={error}
      size="lg"
    >
      <Group align="flex-end" gap="sm" wrap="nowrap">
        <TextInput
          flex={1}
          label="File"
          description="VOTable, FITS or Parquet on the host of the server. It is only read."
          value={texts.path}
          onChange={(event) => set({ path: event.currentTarget.value })}
          data-autofocus
        />
        <Button
          variant="default"
          onClick={() => pickFile({ title: 'Pick a catalogue', picks: 'one', onPick: ([path = '']) => set({ path }) })}
        >
          Browse
        </Button>
      </Group>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {fields.map(({ key, label, placeholder }) => (
          <TextInput
            key={key}
            label={label}
            placeholder={placeholder}
            value={texts[key]}
            onChange={(event) => set({ [key]: event.currentTarget.value })}
          />
        ))}
        <Select
          label="Unit of positions"
          placeholder="As the columns say"
          clearable
          data={[...positionUnits]}
          value={unit ?? null}
          onChange={(next) => setUnit(positionUnits.find((each) => each === next))}
        />
        <NumberInput label="Radius, arcsec" min={0.1} max={maxReferenceRadiusArcsec} value={radius} onChange={setRadius} />
      </SimpleGrid>
    </DialogForm>
  )
}

/** Asks for a file with a catalogue of others, and adds it. */
export function useNewReference(onAdded: () => void): () => void {
  return () => openDialog((state) => <NewReferenceDialog state={state} onAdded={onAdded} />)
}
