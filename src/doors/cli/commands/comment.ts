import { Command } from 'commander'
import type { Halley } from '../../../app/halley.ts'
import { findItem } from '../../../app/items/findItem.ts'
import { commentOnItem, listItemComments, withdrawComment, type CommentedItem } from '../../../app/remarks/itemComments.ts'
import type { Result } from '../../../fault/fault.ts'
import type { ItemKind } from '../../../lifecycle/state.ts'
import { formatMinute } from '../formatTime.ts'
import { kindOption } from '../kindOption.ts'
import { printJson, printLine } from '../terminal.ts'
import { withHalley } from '../withHalley.ts'

interface CommentOptions {
  readonly kind: ItemKind
  readonly json: boolean
}

async function onItem<T>(
  halley: Halley,
  name: string,
  kind: ItemKind,
  work: (item: CommentedItem) => Promise<Result<T>>,
): Promise<Result<T>> {
  const item = await findItem(halley, kind, name)
  return item.ok ? work(item.value) : item
}

function withItemOptions(command: Command): Command {
  return command.argument('<item>', 'name or id').addOption(kindOption()).option('--json', 'print as JSON', false)
}

function listCommand(): Command {
  return withItemOptions(
    new Command('list').summary('list the comments on something').description('Lists the comments, oldest first.'),
  ).action((name: string, { kind, json }: CommentOptions) =>
    withHalley(
      json,
      (halley) => onItem(halley, name, kind, (item) => listItemComments(halley, item)),
      json
        ? printJson
        : ({ comments }) => {
            if (comments.length === 0) printLine(`No comments on ${kind} ${name}. Say something: ./halley comment add ${name} "..."`)
            for (const { id, by, atUtc, text } of comments) printLine(`${formatMinute(atUtc)}  ${by}  ${id}\n${text}\n`)
          },
    ),
  )
}

function addCommand(): Command {
  return withItemOptions(
    new Command('add').summary('comment on something').description('Says something, to be read by everybody who may read the item.'),
  )
    .argument('<text>', 'what others should know')
    .addHelpText(
      'after',
      '\nExamples:\n  ./halley comment add lmc "Epoch 7 has a bad beam"\n  ./halley comment add --kind sample flares "See the paper"',
    )
    .action((name: string, text: string, { kind, json }: CommentOptions) =>
      withHalley(
        json,
        (halley) => onItem(halley, name, kind, (item) => commentOnItem(halley, item, text)),
        json ? printJson : ({ id }) => printLine(`Comment ${id} is added to ${kind} ${name}.`),
      ),
    )
}

function deleteCommand(): Command {
  return withItemOptions(
    new Command('delete').summary('delete a comment of your own').description('Deletes a comment for good. Its id is in the list.'),
  )
    .argument('<comment>', 'its id')
    .action((name: string, comment: string, { kind, json }: CommentOptions) =>
      withHalley(
        json,
        (halley) => onItem(halley, name, kind, (item) => withdrawComment(halley, item, comment)),
        json ? printJson : ({ id }) => printLine(`Comment ${id} is deleted.`),
      ),
    )
}

export function commentCommand(): Command {
  return new Command('comment')
    .summary('comments on runs, samples, analyses and projects')
    .description('What people say about things: lists it, adds to it, deletes what you said.')
    .addCommand(listCommand())
    .addCommand(addCommand())
    .addCommand(deleteCommand())
}
