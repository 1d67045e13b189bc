import { ActionIcon, Button, Group, Stack, Text, Textarea, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import { maxCommentLength, type CommentView } from '../../app/contract/comment.ts'
import classes from './comments.module.css'
import { When } from './when.tsx'

interface CommentsProps {
  readonly comments: readonly CommentView[]
  readonly mayComment: boolean
  /** What the field for a new comment says while it is empty. */
  readonly placeholder: string
  readonly isAdding: boolean
  readonly onAdd: (text: string, onDone: () => void) => void
  readonly onDelete: (comment: CommentView) => void
}

function Comment({ comment, onDelete }: { readonly comment: CommentView } & Pick<CommentsProps, 'onDelete'>) {
  const { by, atUtc, text, isMine } = comment
  return (
    <li>
      <Group gap="sm" justify="space-between" wrap="nowrap">
        <Text size="xs" c="dimmed">
          {by}, <When iso={atUtc} />
        </Text>
        {isMine && (
          <Tooltip label="Delete this comment">
            <ActionIcon variant="subtle" color="gray" size="sm" aria-label="Delete this comment" onClick={() => onDelete(comment)}>
              <IconX size={14} />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
      <p className={classes.text}>{text}</p>
    </li>
  )
}

function NewComment({ placeholder, isAdding, onAdd }: Pick<CommentsProps, 'placeholder' | 'isAdding' | 'onAdd'>) {
  const [text, setText] = useState('')
  const isEmpty = text.trim() === ''
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (!isEmpty && !isAdding) onAdd(text, () => setText(''))
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <Textarea
          aria-label="New comment"
          placeholder={placeholder}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && submit()}
          maxLength={maxCommentLength}
          autosize
          minRows={1}
          maxRows={10}
        />
        {!isEmpty && (
          <Button type="submit" loading={isAdding} w="fit-content">
            Comment
          </Button>
        )}
      </Stack>
    </form>
  )
}

/** What people said about something, oldest first, and a field to say more. */
export function Comments({ comments, mayComment, placeholder, isAdding, onAdd, onDelete }: CommentsProps) {
  return (
    <>
      {comments.length > 0 && (
        <ul className={classes.list}>
          {comments.map((comment) => (
            <Comment key={comment.id} comment={comment} onDelete={onDelete} />
          ))}
        </ul>
      )}
      {mayComment && <NewComment placeholder={placeholder} isAdding={isAdding} onAdd={onAdd} />}
      {!mayComment && comments.length === 0 && <Text c="dimmed">No comments.</Text>}
    </>
  )
}
