import { Button, Group, Pill, Stack, TagsInput, Text, Title } from '@mantine/core'
import { IconStar, IconStarFilled } from '@tabler/icons-react'
import { useRef } from 'react'
import type { CommentView } from '../../../app/contract/comment.ts'
import type { SourceRemarks as Remarks } from '../../../app/contract/sourceRemarks.ts'
import { maxTagLength } from '../../../app/contract/sourceRemarks.ts'
import { useApi, useCall } from '../../api/useApi.ts'
import { Comments } from '../../parts/comments.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { tellDone, tellFault } from '../../parts/notify.tsx'
import { usePageKeys } from '../../parts/pageKeys.ts'
import { refreshFavourites } from '../favourites/refreshFavourites.ts'

interface OfSource {
  readonly run: string
  readonly source: string
}

/** The mark of a favourite, beside the title. */
export function FavouriteButton({ run, source }: OfSource) {
  const params = { run, source }
  const { data } = useApi('showSourceRemarks', { params })
  const mark = useCall('markFavourite')
  const unmark = useCall('unmarkFavourite')
  const isFavourite = data?.favourite !== undefined && data.favourite !== null
  const told = { onSuccess: refreshFavourites, onError: tellFault }
  const toggle = () => (isFavourite ? unmark.mutate({ params }, told) : mark.mutate({ params, body: {} }, told))
  usePageKeys(data?.mayRemark ? [{ key: 'f', words: 'Favourite, or not', run: toggle }] : [])
  if (!data?.mayRemark) return null
  const Icon = isFavourite ? IconStarFilled : IconStar
  return (
    <Button
      variant="default"
      leftSection={<Icon size={14} aria-hidden="true" />}
      aria-pressed={isFavourite}
      loading={mark.isPending || unmark.isPending}
      onClick={toggle}
    >
      Favourite
    </Button>
  )
}

function Tags({ run, source, remarks }: OfSource & { readonly remarks: Remarks }) {
  const params = { run, source }
  const known = useApi('listTags', { params: { run } })
  const tag = useCall('tagSource')
  const untag = useCall('untagSource')
  const field = useRef<HTMLInputElement>(null)
  usePageKeys(remarks.mayRemark ? [{ key: 't', words: 'Tag', run: () => field.current?.focus() }] : [])
  const mine = remarks.tags.filter(({ isMine }) => isMine).map(({ name }) => name)
  const others = remarks.tags.filter(({ isMine }) => !isMine)
  const change = (next: readonly string[]) => {
    for (const name of next.filter((each) => !mine.includes(each))) tag.mutate({ params: { ...params, tag: name } }, { onError: tellFault })
    for (const name of mine.filter((each) => !next.includes(each)))
      untag.mutate({ params: { ...params, tag: name } }, { onError: tellFault })
  }
  return (
    <Stack gap="xs">
      {others.length > 0 && (
        <Group gap="xs">
          {others.map(({ name, by }) => (
            <Pill key={name} title={`by ${by.join(', ')}`}>
              {name}
            </Pill>
          ))}
        </Group>
      )}
      {remarks.mayRemark ? (
        <TagsInput
          ref={field}
          aria-label="Your tags"
          placeholder={mine.length === 0 ? 'Add a tag' : ''}
          size="xs"
          data={[...(known.data?.tags ?? [])]}
          value={mine}
          maxLength={maxTagLength}
          onChange={change}
        />
      ) : (
        others.length === 0 && <Text c="dimmed">No tags.</Text>
      )}
    </Stack>
  )
}

function SourceComments({ run, source, remarks }: OfSource & { readonly remarks: Remarks }) {
  const params = { run, source }
  const adding = useCall('addSourceComment')
  const deleting = useCall('deleteSourceComment')
  const add = (text: string, onDone?: () => void) =>
    adding.mutate({ params, body: { text } }, { onSuccess: () => onDone?.(), onError: tellFault })
  const remove = ({ id, text }: CommentView) =>
    deleting.mutate(
      { params: { ...params, comment: id } },
      { onSuccess: () => tellDone({ words: 'Your comment is deleted.', onUndo: () => add(text) }), onError: tellFault },
    )
  return (
    <Comments
      comments={remarks.comments}
      mayComment={remarks.mayRemark}
      placeholder="What others should know about this source"
      isAdding={adding.isPending}
      onAdd={add}
      onDelete={remove}
    />
  )
}

/** The tags of a source and what people said about it. */
export function SourceRemarks({ run, source }: OfSource) {
  const query = useApi('showSourceRemarks', { params: { run, source } })
  return (
    <Loaded query={query}>
      {(remarks) => (
        <>
          <Title order={2}>Tags</Title>
          <Tags run={run} source={source} remarks={remarks} />
          <Title order={2}>Comments</Title>
          <SourceComments run={run} source={source} remarks={remarks} />
        </>
      )}
    </Loaded>
  )
}
