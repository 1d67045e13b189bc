import { Button, Group, Stack, Textarea } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useCall } from '../../api/useApi.ts'
import { tellDone } from '../../parts/notify.tsx'

/** What stands on every page for everybody, such as when the server is down. */
export function AnnouncementForm({ words }: { readonly words: string }) {
  const [text, setText] = useState(words)
  const { mutate, isPending, error } = useCall('announce')
  const announce = (next: string) =>
    mutate(
      { body: { words: next } },
      { onSuccess: ({ words: now }) => tellDone({ words: now === '' ? 'The announcement was taken away.' : 'Everybody reads it now.' }) },
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    announce(text)
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md" maw={640} className="site-panel" p="lg">
        <Textarea
          label="What everybody reads on every page"
          placeholder="The server is down on Friday from 08:00 to 09:00 UTC."
          autosize
          minRows={2}
          maxLength={500}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={error && `${error.message} ${error.hint}`}
        />
        <Group gap="sm">
          <Button type="submit" loading={isPending} disabled={text.trim() === words}>
            Announce
          </Button>
          {words !== '' && (
            <Button variant="default" onClick={() => announce('')}>
              Take it away
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}
