// What clients say about what they see.
import { commentOnItem, withdrawComment } from '../../src/app/remarks/itemComments.ts'
import { commentOnSource, markFavourite, tagSource, unmarkFavourite, untagSource } from '../../src/app/remarks/sourceRemarks.ts'
import { deed, on, oneOf, ownOrOther, type Act, type Turn } from './turn.ts'

const comment: Act = (turn) => {
  const kind = turn.next() < 0.8 ? 'run' : 'sample'
  return on(ownOrOther(turn, kind === 'run' ? turn.there.runs : turn.there.samples), ({ id, name }) => ({
    on: [id],
    perform: () =>
      deed(commentOnItem(turn.halley, { kind, id }, 'looks odd in the third epoch'), (said) => {
        turn.comments.set(said.id, { kind, id, name })
        return { facts: [{ kind: 'comment', id: said.id, itemId: id, hash: null }], events: [['commented', id]] }
      }),
  }))
}

const withdraw: Act = (turn) =>
  on(oneOf(turn, [...turn.comments]), ([commentId, item]) => {
    turn.comments.delete(commentId)
    return {
      on: [item.id],
      ends: [commentId],
      perform: () => deed(withdrawComment(turn.halley, item, commentId), () => ({ events: [['commentDeleted', item.id]] })),
    }
  })

function onSource(turn: Turn, work: (named: { readonly run: string; readonly source: number }) => ReturnType<typeof deed>) {
  const run = ownOrOther(
    turn,
    turn.there.runs.filter(({ headVersion }) => headVersion !== null),
  )
  return on(run, ({ id }) => ({ on: [id], perform: () => work({ run: id, source: 1 + Math.floor(turn.next() * 3) }) }))
}

const commentSource: Act = (turn) =>
  onSource(turn, (named) =>
    deed(commentOnSource(turn.halley, named, 'a flare?'), ({ id }) => ({
      facts: [{ kind: 'comment', id, itemId: named.run, hash: null }],
      events: [['commented', named.run]],
    })),
  )

const tag: Act = (turn) =>
  onSource(turn, (named) => deed(tagSource(turn.halley, named, 'flare'), () => ({ events: [['tagged', named.run]] })))

const untag: Act = (turn) =>
  onSource(turn, (named) => deed(untagSource(turn.halley, named, 'flare'), () => ({ events: [['untagged', named.run]] })))

const favour: Act = (turn) =>
  onSource(turn, (named) => deed(markFavourite(turn.halley, named, 'mine'), () => ({ events: [['favoured', named.run]] })))

const unfavour: Act = (turn) =>
  onSource(turn, (named) => deed(unmarkFavourite(turn.halley, named), () => ({ events: [['unfavoured', named.run]] })))

export const remarkActs = { comment, withdraw, commentSource, tag, untag, favour, unfavour } as const
