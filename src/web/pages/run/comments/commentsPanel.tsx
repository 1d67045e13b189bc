import type { CommentView } from '../../../../app/contract/comment.ts'
import type { RunStatus } from '../../../../app/contract/runStatus.ts'
import { useApi, useCall } from '../../../api/useApi.ts'
import { Comments } from '../../../parts/comments.tsx'
import { Loaded } from '../../../parts/loaded.tsx'
import { tellDone, tellFault } from '../../../parts/notify.tsx'
import { Panel } from '../../../parts/panel.tsx'

/** What people said about the run. */
export function CommentsPanel({ run: { id: run } }: { readonly run: RunStatus }) {
  const query = useApi('listComments', { params: { run } })
  const adding = useCall('addComment')
  const deleting = useCall('deleteComment')
  const count = query.data?.comments.length ?? 0
  const add = (text: string, onDone?: () => void) =>
    adding.mutate({ params: { run }, body: { text } }, { onSuccess: () => onDone?.(), onError: tellFault })
  const remove = ({ id: comment, text }: CommentView) =>
    deleting.mutate(
      { params: { run, comment } },
      { onSuccess: () => tellDone({ words: 'Your comment is deleted.', onUndo: () => add(text) }), onError: tellFault },
    )
  return (
    <Panel title="Comments" remark={count > 0 ? count : undefined}>
      <Loaded query={query}>
        {({ comments, mayComment }) => (
          <Comments
            comments={comments}
            mayComment={mayComment}
            placeholder="What others should know about this run"
            isAdding={adding.isPending}
            onAdd={add}
            onDelete={remove}
          />
        )}
      </Loaded>
    </Panel>
  )
}
