import { expect, test } from 'vitest'
import type { PlanCounts, ShownPlan } from '../../app/contract/plan.ts'
import {
  alsoGoesWords,
  busyWords,
  changedWords,
  deletedWords,
  deletePermanentlyButton,
  deleteQuestion,
  deletingState,
  deletingWords,
  dueWords,
  emptyQuestion,
  emptyScope,
  goesCounts,
  goesWords,
  heldWords,
  leaveSentence,
  leftWords,
  liftedWords,
  moveButton,
  movedWords,
  moveQuestion,
  neverTouched,
  nextStep,
  nothingButton,
  othersWords,
  planChanged,
  reasonLabel,
  refusedWords,
  restoredWords,
  reverted,
  revertSubmitted,
  skippedWords,
  spaceWords,
  staysWords,
  things,
  wordsToEmpty,
  wordsToType,
  type Named,
} from './destruction.ts'

const lmc: Named = { kind: 'run', name: 'lmc' }
const smc: Named = { kind: 'run', name: 'smc' }
const flares: Named = { kind: 'sample', name: 'flares-a' }
const survey: Named = { kind: 'project', name: 'old survey' }
const version2: Named = { kind: 'versions', name: 'lmc', versions: [2] }
const versions: Named = { kind: 'versions', name: 'lmc', versions: [1, 2, 4] }

const noCounts: PlanCounts = {
  projects: 0,
  runs: 0,
  samples: 0,
  analyses: 0,
  versions: 0,
  results: 0,
  images: 0,
  sources: 0,
  measurements: 0,
  files: 0,
}

type Goes = ShownPlan['plan']['goes']
type Stays = ShownPlan['plan']['stays']

interface Given {
  readonly goes?: Partial<Goes>
  readonly stays?: Partial<Stays>
  readonly plan?: Partial<Pick<ShownPlan['plan'], 'skipped' | 'entryIds'>>
  readonly shown?: Partial<Pick<ShownPlan, 'purgeDueUtc' | 'companions'>>
}

const planned = (kind: Named['kind'], name: string, ownerId = 'ana') => ({ kind: kind as 'run', id: name, name, ownerId })

function plan({ goes, stays, plan: rest, shown }: Given = {}): ShownPlan {
  return {
    hash: 'h',
    names: { lmc: 'lmc', r2: 'lmc-2026', r3: 'smc', ben: 'ben', ana: 'ana' },
    purgeDueUtc: '2026-12-21T10:00:00.000Z',
    companions: [],
    ...shown,
    plan: {
      act: 'trash',
      entryIds: [],
      skipped: [],
      ...rest,
      goes: {
        items: { seen: [planned('run', 'lmc')], restricted: 0 },
        versions: [],
        resultIds: [],
        images: [],
        counts: noCounts,
        bytes: 0,
        commentsOfOthers: 0,
        ...goes,
      },
      stays: {
        images: [],
        resultIds: [],
        versions: [],
        madeFrom: { seen: [], restricted: 0 },
        trashedAlone: { seen: [], restricted: 0 },
        foreignFiles: [],
        ...stays,
      },
    },
  }
}

const image = (name: string, because: Stays['images'][number]['because']) => ({ id: name, name, because })
const byRun = (runId: string, numbers: number[]) => ({ seen: [{ kind: 'run' as const, runId, versions: numbers }], restricted: 0 })
const going = (items: readonly Named[], leaving: readonly Named[] = [], isBusy = false) => ({ going: items, leaving, isBusy })
const fault = (code: string, message: string, hint = '') => ({ code, message, hint })
const removal = { folders: 5, removed: 2, isWaiting: false, fault: null }
const many = Array.from({ length: 200 }, (_, index) => planned('run', `run-${index}`))

const sentences: readonly (readonly [what: string, found: unknown, expected: unknown])[] = [
  ['one is asked for by name', moveQuestion(going([lmc])), 'Move run lmc to Trash?'],
  ['several of a kind by number', moveQuestion(going([lmc, smc])), 'Move 2 runs to Trash?'],
  ['several kinds as items', moveQuestion(going([lmc, flares, survey])), 'Move 3 items to Trash?'],
  ['a mixed selection says what happens to each', moveQuestion(going([lmc, smc, flares], [survey, lmc])), 'Move 3 to Trash, leave 2?'],
  ['what is not mine is left', moveQuestion(going([], [lmc])), 'Leave run lmc?'],
  ['where nothing can go that is said', moveQuestion(going([])), 'Nothing here can go to Trash'],
  ['the button', moveButton(going([lmc])), 'Move to Trash'],
  ['the button for what is at work', moveButton(going([lmc], [], true)), 'Cancel and move to Trash'],
  ['the button of a mixed selection', moveButton(going([lmc, smc, flares], [survey, lmc])), 'Move 3 to Trash, leave 2'],
  ['the button that does nothing', [nothingButton({ isBusy: false }), nothingButton({ isBusy: true })], ['Cancel', 'Close']],
  ['the button that leaves', moveButton(going([], [lmc])), 'Leave'],
  ['the button that leaves a project', moveButton(going([], [survey])), 'Leave project old survey'],
  ['the way on to the second dialog', deletePermanentlyButton, 'Delete permanently...'],
  ['the second dialog', deleteQuestion([lmc]), 'Delete run lmc permanently?'],
  ['the second dialog for versions', deleteQuestion([versions]), 'Delete versions 1, 2 and 4 of run lmc permanently?'],
  ['the name is typed', wordsToType([lmc]), 'lmc'],
  ['the number is typed', wordsToType([lmc, smc, flares]), 'delete 3 items'],
  ['the number is typed to empty', [wordsToEmpty(1), wordsToEmpty(23)], ['empty 1 item', 'empty 23 items']],
  ['Empty Trash says whose', emptyQuestion(23, null), 'Empty your Trash: delete 23 items permanently?'],
  ['Empty Trash of another', emptyQuestion(1, 'ben'), 'Empty the Trash of ben: delete 1 item permanently?'],
  ['Empty Trash where all is held', emptyQuestion(0, null), 'Nothing in your Trash can be deleted now'],
  [
    'Empty Trash says its scope, count and bytes',
    emptyScope(plan({ plan: { entryIds: ['a', 'b'] }, goes: { bytes: 1.4e9 } }), null),
    'What is in your Trash now, and nothing that comes later: 2 items, 1.4 GB.',
  ],
  [
    'Empty Trash names what it skips',
    skippedWords(plan({ plan: { skipped: [{ entryId: 'e', item: planned('run', 'lmc'), because: ['hold on run lmc by ben: paper'] }] } })),
    ['Run lmc stays: hold on run lmc by ben: paper.'],
  ],
  ['what goes by name', goesWords(plan()), 'run lmc'],
  [
    'versions that go of a run that stays',
    goesWords(plan({ goes: { items: { seen: [], restricted: 0 }, versions: [{ runId: 'r2', numbers: [1, 2] }] } })),
    'versions 1 and 2 of run lmc-2026',
  ],
  [
    'of many the first, and how many more',
    goesWords(plan({ goes: { items: { seen: many, restricted: 3 } } })).endsWith('run run-19, 180 more and 3 that you may not see'),
    true,
  ],
  [
    'what goes by number',
    goesCounts({ ...noCounts, runs: 1, versions: 3, sources: 6402, files: 84, analyses: 2 }),
    '1 run, 2 analyses, 3 versions, 6,402 sources, 84 files',
  ],
  ['nothing that goes', goesCounts(noCounts), 'nothing'],
  ['when it is purged', dueWords(plan()), 'It can be restored until 21 December 2026; then it is deleted permanently.'],
  ['when it never is', dueWords(plan({ shown: { purgeDueUtc: null } })), 'It can be restored until somebody deletes it permanently.'],
  ['space later', spaceWords(plan({ goes: { bytes: 1.4e9 } }), false), '1.4 GB would come free once it is deleted permanently.'],
  ['space now', spaceWords(plan({ goes: { bytes: 1.4e9 } }), true), 'Frees 1.4 GB.'],
  ['the promise of every dialog', neverTouched, 'Your FITS files are not touched.'],
  [
    'images that stay because of whom',
    staysWords(
      plan({ stays: { images: [image('a', byRun('r2', [1, 2])), image('b', byRun('r2', [1, 2])), image('c', byRun('r3', [1]))] } }),
    ),
    ['2 images stay: used by run lmc-2026 (versions 1, 2).', '1 image stays: used by run smc (version 1).'],
  ],
  [
    'images that stay because of what one may not see',
    staysWords(plan({ stays: { images: [image('a', { seen: [], restricted: 2 })] } })),
    ['1 image stays: 2 that you may not see.'],
  ],
  [
    'images that stay for who ingested them',
    staysWords(plan({ stays: { images: [image('a', { seen: [{ kind: 'ingest', userId: 'ben' }], restricted: 0 })] } })),
    ['1 image stays: ingested by ben.'],
  ],
  [
    'what was made from it',
    staysWords(plan({ stays: { madeFrom: { seen: [planned('sample', 'flares-a')], restricted: 1 } } })),
    ['Made from it, and stays readable with its own rows: sample flares-a and 1 that you may not see.'],
  ],
  [
    'what is offered to go along is not said to stay',
    staysWords(
      plan({
        stays: { madeFrom: { seen: [planned('sample', 'flares-a')], restricted: 0 } },
        shown: { companions: [planned('sample', 'flares-a')] },
      }),
    ),
    [],
  ],
  [
    'what is in Trash by itself',
    staysWords(plan({ stays: { trashedAlone: { seen: [planned('run', 'smc')], restricted: 0 } } })),
    ['In Trash by itself, and stays there: run smc.'],
  ],
  [
    'files of the user',
    staysWords(plan({ stays: { foreignFiles: [{ itemId: 'lmc', path: 'notes.txt' }] } })),
    ['Files that are yours stay: notes.txt.'],
  ],
  [
    'images and words of others that go',
    alsoGoesWords(plan({ goes: { images: [{ id: 'a', name: 'a.fits' }], commentsOfOthers: 2 } })),
    ['1 image is used by nothing else and goes too.', '2 comments, tags and favourites of others go too.'],
  ],
  [
    'items of others in a project',
    othersWords(plan({ goes: { items: { seen: [planned('run', 'lmc'), planned('run', 'smc', 'ben')], restricted: 0 } } }), 'ana'),
    'Of others: run smc (ben). Until it is deleted permanently they can restore theirs into a project of their own.',
  ],
  ['nobody else', othersWords(plan(), 'ana'), null],
  ['one at work', busyWords(['lmc']), 'Run lmc is at work: that is cancelled first.'],
  ['two at work', busyWords(['lmc', 'smc']), 'Runs lmc and smc are at work: that is cancelled first.'],
  [
    'what leaving does',
    leaveSentence(lmc, { name: 'lmc', isItsProject: false }, 'ben'),
    "Run lmc is ben's: it goes from your lists, nothing else changes.",
  ],
  [
    'what leaving its project does',
    leaveSentence(lmc, { name: 'LMC', isItsProject: true }, 'ben'),
    "Run lmc is ben's, and you see it through project LMC: leaving that takes all that is in it from your lists.",
  ],
  ['the reason of an administrator', reasonLabel(['ben']), 'Reason, which ben reads'],
  ['the reason for several', reasonLabel(['ben', 'cy']), 'Reason, which ben and cy read'],
  [
    'a plan that has changed',
    planChanged,
    'Something has changed since this was shown, and nothing was deleted. This is what would go now:',
  ],
  [
    'what has changed',
    changedWords(
      plan({ goes: { counts: { ...noCounts, versions: 1, images: 4 }, bytes: 2e9 } }),
      plan({ goes: { counts: { ...noCounts, versions: 2, images: 2 }, bytes: 1e9 }, stays: { images: [image('a', byRun('r2', [1]))] } }),
    ),
    ['1 version more would go.', '2 images fewer would go.', '1 image more would stay.', '1.0 GB would come free instead of 2.0 GB.'],
  ],
  ['a change that no number shows', changedWords(plan(), plan()), ['Who keeps what has changed; what goes has not.']],
  ['moved', movedWords([lmc]), 'Run lmc was moved to the Trash.'],
  ['several moved', movedWords([lmc, smc]), '2 runs were moved to the Trash.'],
  ['being deleted', deletingWords([lmc]), 'Deleting lmc'],
  ['versions being deleted', deletingWords([version2]), 'Deleting version 2 of run lmc'],
  ['deleted', deletedWords([lmc], 1.4e9, 14), 'lmc was deleted: 1.4 GB freed, 14 images kept'],
  ['deleted with all its images', deletedWords([lmc, smc], 1.4e9, 0), '2 runs were deleted: 1.4 GB freed'],
  ['a deletion that goes on', deletingState(removal), 'Deleting: step 3 of 5'],
  ['a deletion that waits', deletingState({ ...removal, isWaiting: true }), 'Deleting: step 3 of 5, waiting for a worker'],
  [
    'a deletion that stopped',
    deletingState({ ...removal, fault: fault('system.denied', 'permission denied on objects/runs/1.') }),
    'Deleting: stopped at step 3 of 5, permission denied on objects/runs/1.',
  ],
  ['restored from Trash', restoredWords([{ words: 'run lmc', projectName: 'LMC' }]), 'Run lmc was restored from Trash into project LMC.'],
  [
    'several restored',
    restoredWords([
      { words: 'run lmc', projectName: 'LMC' },
      { words: 'project smc', projectName: null },
    ]),
    '2 items were restored from Trash.',
  ],
  ['a Restore Run', revertSubmitted('lmc', 2), 'Restore of lmc to version 2 was submitted'],
  ['its end', reverted('lmc', 2), 'lmc is back at version 2'],
  ['left', leftWords([{ kind: 'run', name: 'lmc', canStillRead: false }]), 'You left run lmc.'],
  [
    'left, and still seen',
    leftWords([{ kind: 'run', name: 'lmc', canStillRead: true }]),
    'You left run lmc. What you may see without that share stays in your lists.',
  ],
  ['held', heldWords(lmc), 'Run lmc is held: nothing that contains it is deleted permanently.'],
  ['lifted', liftedWords(lmc), 'The hold on run lmc is lifted.'],
  ['nothing', things([]), 'nothing'],
  [
    'a refusal says what is true, why, and what to do',
    refusedWords('move', fault('run.busy', 'Move to Trash: expected run lmc at rest, found it Running.', 'x')),
    {
      title: 'Move to Trash: nothing was moved.',
      why: 'Expected run lmc at rest, found it Running.',
      next: 'Wait until its work is done, or cancel it first.',
    },
  ],
  [
    'a server that is away',
    refusedWords('delete', fault('http.away', 'The server does not answer.')),
    {
      title: 'Delete permanently: no answer.',
      why: 'The server does not answer.',
      next: 'Try again when the server is back: what was asked is done once at most.',
    },
  ],
  ['something in the way', nextStep(fault('removal.denied', '')), 'Remove what is in the way, then Retry. What is left is safe.'],
  ['a hint for the command line is not shown here', nextStep(fault('some.code', '', 'Type ./halley trash')), ''],
  ['any other hint is', nextStep(fault('some.code', '', 'Ask its owner.')), 'Ask its owner.'],
]

test.each(sentences)('%s', (_, found, expected) => {
  expect(found).toEqual(expected)
})
