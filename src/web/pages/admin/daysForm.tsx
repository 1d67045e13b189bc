import { Button, Group, NumberInput, Stack } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useCall } from '../../api/useApi.ts'
import { tellDone } from '../../parts/notify.tsx'

/** Asks how long things stay in the Trash of projects that do not say so themselves. */
export function DaysForm({ days }: { readonly days: number }) {
  const [wanted, setWanted] = useState<number | string>(days)
  const { mutate, isPending, error } = useCall('setRetention')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mutate(
      { body: { days: Number(wanted) } },
      {
        onSuccess: ({ days: now }) =>
          tellDone({
            words: now === 0 ? 'What is trashed now stays until somebody deletes it.' : `What is trashed now stays for ${now} days.`,
          }),
      },
    )
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md" maw={480} className="site-panel" p="lg">
        <NumberInput
          label="Days that things stay in Trash"
          description="Of projects that do not say so themselves, for what is trashed from now on. 0: until somebody deletes it."
          size="sm"
          min={0}
          max={36_500}
          allowDecimal={false}
          value={wanted}
          onChange={setWanted}
          error={error && `${error.message} ${error.hint}`}
        />
        <Group>
          <Button type="submit" loading={isPending} disabled={wanted === '' || Number(wanted) === days}>
            Save days in Trash
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
