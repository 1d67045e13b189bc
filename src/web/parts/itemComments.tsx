import type { CommentView } from '../../app/contract/comment.ts'
import { useApi, useCall } from '../api/useApi.ts'
import { Comments } from './comments.tsx'
import { Loaded } from './loaded.tsx'
import { tellDone, tellFault } from './notify.tsx'
import { Section } from './section.tsx'

interface ItemCommentsProps {
  readonly id: string
  readonly kind: 'project' | 'sample' | 'analysis'
}

/** What people said about a project, a sample or an analysis. */
export function ItemComments({ id: item, kind }: ItemCommentsProps) {
  const query = useApi('listItemComments', { params: { item } })
  const adding = useCall('addItemComment')
  const deleting = useCall('deleteItemComment')
  const add = (text: string, onDone?: () => void) =>
    adding.mutate({ params: { item }, body: { text } }, { onSuccess: () => onDone?.(), onError: tellFault })
  const remove = ({ id: comment, text }: CommentView) =>
    deleting.mutate(
      { params: { item, comment } },
      { onSuccess: () => tellDone({ words: 'Your comment is deleted.', onUndo: () => add(text) }), onError: tellFault },
    )
  return (
    <Section title="Comments">
      <Loaded query={query}>
        {({ comments, mayComment }) => (
          <Comments
            comments={comments}
            mayComment={mayComment}
            placeholder={`What others should know about this ${kind}`}
            isAdding={adding.isPending}
            onAdd={add}
            onDelete={remove}
          />
        )}
      </Loaded>
    </Section>
  )
}
