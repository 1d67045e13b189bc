import { ActionIcon, Button, Group, Stack, Text, Textarea, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import { maxCommentLength, type CommentView } from '../../../../app/contract/comment.ts'
import type { RunStatus } from '../../../../app/contract/runStatus.ts'
import { useApi, useCall } from '../../../api/useApi.ts'
import { Loaded } from '../../../parts/loaded.tsx'
import { tellDone, tellFault } from '../../../parts/notify.tsx'
import { When } from '../../../parts/when.tsx'
import { Panel } from '../panel.tsx'
import classes from './commentsPanel.module.css'

function useAdd(run: string) {
  const { mutate, isPending } = useCall('addComment')
  const add = (text: string, onDone?: () => void) =>
    mutate({ params: { run }, body: { text } }, { onSuccess: () => onDone?.(), onError: tellFault })
  return { add, isPending }
}

function Comment({ run, comment }: { readonly run: string; readonly comment: CommentView }) {
  const { id, by, atUtc, text, isMine } = comment
  const { mutate, isPending } = useCall('deleteComment')
  const { add } = useAdd(run)
  const remove = () =>
    mutate(
      { params: { run, comment: id } },
      { onSuccess: () => tellDone({ words: 'Your comment is deleted.', onUndo: () => add(text) }), onError: tellFault },
    )
  return (
    <li>
      <Group gap="sm" justify="space-between" wrap="nowrap">
        <Text size="xs" c="dimmed">
          {by}, <When iso={atUtc} />
        </Text>
        {isMine && (
          <Tooltip label="Delete this comment">
            <ActionIcon variant="subtle" color="gray" size="sm" loading={isPending} aria-label="Delete this comment" onClick={remove}>
              <IconX size={14} />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
      <p className={classes.text}>{text}</p>
    </li>
  )
}

function NewComment({ run }: { readonly run: string }) {
  const [text, setText] = useState('')
  const { add, isPending } = useAdd(run)
  const isEmpty = text.trim() === ''
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (!isEmpty && !isPending) add(text, () => setText(''))
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <Textarea
          aria-label="New comment"
          placeholder="What others should know about this run"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && submit()}
          maxLength={maxCommentLength}
          autosize
          minRows={1}
          maxRows={10}
        />
        {!isEmpty && (
          <Button type="submit" loading={isPending} w="fit-content">
            Comment
          </Button>
        )}
      </Stack>
    </form>
  )
}

/** What people said about the run. */
export function CommentsPanel({ run }: { readonly run: RunStatus }) {
  const query = useApi('listComments', { params: { run: run.id } })
  const count = query.data?.comments.length ?? 0
  return (
    <Panel title="Comments" remark={count > 0 ? count : undefined}>
      <Loaded query={query}>
        {({ comments, mayComment }) => (
          <>
            {comments.length > 0 && (
              <ul className={classes.list}>
                {comments.map((comment) => (
                  <Comment key={comment.id} run={run.id} comment={comment} />
                ))}
              </ul>
            )}
            {mayComment && <NewComment run={run.id} />}
            {!mayComment && comments.length === 0 && <Text c="dimmed">No comments.</Text>}
          </>
        )}
      </Loaded>
    </Panel>
  )
}
