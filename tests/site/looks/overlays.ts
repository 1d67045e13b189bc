// Everything that opens over a page: dialogs, drawers, menus. A file of the site that opens something more than is listed
// for it here fails the tests of looks.
import type { Page } from 'playwright-core'
import type { Facts } from './looksScene.ts'

type Step = (page: Page) => Promise<void>

export interface Overlay {
  /** Which one it is, where its file has several or shows it in several shapes. */
  readonly what?: string
  /** The page that it opens over. */
  readonly at: string
  readonly steps: readonly Step[]
  /** Who opens it; default: an administrator. */
  readonly as?: 'ana'
  /** Only on a phone. */
  readonly isNarrow?: true
  /** What closes it; default: Escape. */
  readonly close?: Step
}

/** Presses what has this name: of several the one that stands on top. */
function press(name: string): Step {
  return async (page) => {
    const named = (['button', 'menuitem', 'link', 'radio'] as const).map((role) => page.getByRole(role, { name, exact: true }))
    const found = named.reduce((some, one) => some.or(one)).and(page.locator(':visible'))
    await found.last().click()
  }
}

function tick(name: string): Step {
  return (page) => page.getByRole('checkbox', { name, exact: true }).press('Space')
}

function keys(...pressed: readonly string[]): Step {
  return async (page) => {
    for (const key of pressed) await page.keyboard.press(key)
  }
}

function fill(label: string, text: string): Step {
  return (page) => page.getByRole('dialog').getByLabel(label, { exact: true }).fill(text)
}

const more = press('More actions')
const done = press('Done')

/** Opens what `More actions` of the run `pilot` has. */
function ofRun(words: string): Overlay {
  return { at: '/runs/pilot', steps: [more, press(words)] }
}

type Listed = Readonly<Record<string, readonly Overlay[]>>

const ofSources = '/sources?q=n_meas%20%3E%3D%202'
const onAll: Step = (page) => page.getByRole('button', { name: /^Act on all / }).click()

function ofFrameAndParts({ ids }: Facts): Listed {
  return {
    'frame/frame.tsx': [{ at: '/runs', steps: [press('Places')], isNarrow: true }],
    'frame/keys/keyboardHelp.tsx': [{ at: '/runs', steps: [keys('?')] }],
    'frame/palette/palette.tsx': [{ at: '/runs', steps: [keys('Control+k')] }],
    'frame/tray/operationsTray.tsx': [{ at: '/runs', steps: [(page) => page.getByTitle('Operations').click()] }],
    'frame/userMenu.tsx': [{ at: '/runs', steps: [(page) => page.locator('header').getByTitle('Account and colours').click()] }],
    'parts/copyPosition.tsx': [{ at: `/runs/pilot/sources/${ids.source}`, steps: [press('Copy as')] }],
    'parts/table/columnChooser.tsx': [{ at: ofSources, steps: [press('Columns of Sources')] }],
    'parts/table/exportMenu.tsx': [{ at: ofSources, steps: [press('Export Sources')] }],
    'plots/figureMenu.tsx': [{ at: `/runs/pilot/sources/${ids.source}`, steps: [press('Figure: Light curve')] }],
  }
}

function ofDialogs({ names, ids }: Facts): Listed {
  return {
    'dialogs/filePicker/filePickerDialog.tsx': [{ at: '/runs/new', steps: [press('Choose files')] }],
    'dialogs/itemMenu.tsx': [{ at: '/samples/bright', steps: [press('More')] }],
    'dialogs/process/processDialog.tsx': [
      { what: 'what cannot be processed', at: `/runs/${names.long}`, steps: [press('Process')] },
      { what: 'what is changed', at: '/runs/pilot', steps: [press('Process')] },
    ],
    'dialogs/process/processManyDialog.tsx': [{ at: '/runs', steps: [tick('Select pilot'), tick('Select twice'), press('Process 2')] }],
    'dialogs/useCancelWork.tsx': [{ at: '/runs/waiting', steps: [press('Cancel')] }],
    'dialogs/useCombineSamples.tsx': [{ at: '/samples/bright', steps: [press('Combine')] }],
    'dialogs/useCopyRun.tsx': [ofRun('Copy run')],
    'dialogs/useDeletePermanently.tsx': [
      { what: 'a run', at: '/runs/pilot', steps: [press('Delete Run'), press('Delete permanently...')] },
      { what: 'what is in Trash', at: '/trash', steps: [tick('Select run thrown-away'), press('Delete 1 permanently...')] },
      { what: 'the Trash', at: '/trash', steps: [press('Empty Trash...')] },
    ],
    'dialogs/useDescribe.tsx': [ofRun('Edit description')],
    'dialogs/useDrawAgain.tsx': [{ at: '/samples/bright', steps: [press('Draw again')] }],
    'dialogs/useHold.tsx': [ofRun('Hold')],
    'dialogs/useLeave.tsx': [{ at: '/runs/lent', steps: [press('Leave')], as: 'ana' }],
    'dialogs/useMoveToProject.tsx': [ofRun('Move to another project')],
    'dialogs/useMoveToTrash.tsx': [
      { what: 'a run', at: '/runs/pilot', steps: [press('Delete Run')] },
      { what: 'a project', at: `/projects/${ids.project}`, steps: [press('Move to Trash')] },
    ],
    'dialogs/useNewAnalysis.tsx': [{ at: '/analyses', steps: [press('New analysis')] }],
    'dialogs/useNewSample.tsx': [{ at: '/samples', steps: [press('New sample')] }],
    'dialogs/useRename.tsx': [ofRun('Rename')],
    'dialogs/useRestoreFromTrash.tsx': [{ at: '/trash', steps: [tick('Select run twice'), press('Restore 1 from Trash')] }],
    'dialogs/useRestoreRun.tsx': [{ at: '/runs/pilot', steps: [press('Restore Run')] }],
    'dialogs/useShare.tsx': [ofRun('Share')],
    'dialogs/useTransfer.tsx': [ofRun('Transfer to another owner')],
  }
}

function ofAdministration(): Listed {
  return {
    'pages/account/useChangePassword.tsx': [{ at: '/account', steps: [press('Change password')], as: 'ana' }],
    'pages/account/useNewToken.tsx': [
      { at: '/account', steps: [press('New token')] },
      { what: 'its secret', at: '/account', steps: [press('New token'), fill('Name', 'script'), press('Make token')], close: done },
    ],
    'pages/admin/useGiveEverything.tsx': [{ at: '/admin/users', steps: [press('Actions for ana'), press('Give everything to another')] }],
    'pages/admin/useNewUser.tsx': [{ at: '/admin/users', steps: [press('Add user')] }],
    'pages/admin/usePasswordLink.tsx': [
      { at: '/admin/users', steps: [press('Actions for ana'), press('Make password link')] },
      {
        what: 'the link',
        at: '/admin/users',
        steps: [press('Actions for ana'), press('Make password link'), press('Make link')],
        close: done,
      },
    ],
    'pages/admin/useReleaseSweep.tsx': [{ at: '/admin/retention', steps: [press('Release the sweep')] }],
    'pages/admin/useRenameUser.tsx': [{ at: '/admin/users', steps: [press('Actions for ana'), press('Rename')] }],
    'pages/admin/useStorageLimit.tsx': [{ at: '/admin/users', steps: [press('Actions for ana'), press('Storage limit')] }],
    'pages/admin/userMenu.tsx': [{ at: '/admin/users', steps: [press('Actions for ana')] }],
    'pages/admin/useNewReference.tsx': [{ at: '/admin/catalogues', steps: [press('Add catalogue')] }],
    'pages/admin/useWorkerLog.tsx': [{ at: '/admin/work', steps: [press('slurm 42')] }],
  }
}

function ofPages({ ids }: Facts): Listed {
  return {
    'pages/favourites/useFavouriteReason.tsx': [
      { at: '/favourites', steps: [(page) => page.getByRole('button', { name: /^Edit the reason/ }).click()] },
    ],
    'pages/sources/query/actMenu.tsx': [{ at: ofSources, steps: [onAll] }],
    'pages/sources/query/savedQueriesMenu.tsx': [{ at: ofSources, steps: [press('Saved queries')] }],
    'pages/sources/query/useRemarkOnMany.tsx': [
      { what: 'tag', at: ofSources, steps: [onAll, press('Tag...')] },
      { what: 'favourites', at: ofSources, steps: [onAll, press('Make favourites...')] },
    ],
    'pages/sources/query/useSaveQuery.tsx': [
      { at: ofSources, steps: [press('Saved queries'), (page) => page.getByRole('menuitem', { name: /^Save/ }).click()] },
    ],
    'pages/sources/sourcesPage.tsx': [{ at: '/sources', steps: [press('Filters')], isNarrow: true }],
    'pages/projects/useNewProject.tsx': [{ at: '/projects', steps: [press('New project')] }],
    'pages/projects/useRetention.tsx': [
      { at: `/projects/${ids.project}`, steps: [(page) => page.getByRole('button', { name: /^In Trash for/ }).click()] },
    ],
    'pages/run/draft/configurationPage.tsx': [{ at: '/runs/pilot/configuration', steps: [press('Kept edits')] }],
    'pages/run/draft/leaveGuard.tsx': [
      {
        at: '/runs/pilot/configuration',
        steps: [(page) => page.getByRole('textbox', { name: 'Configuration' }).press('a'), press('Runs')],
        close: async (page) => {
          await press('Stay')(page)
          await press('Drop edits')(page)
        },
      },
    ],
    'pages/run/head/exportMenu.tsx': [{ at: '/runs/pilot', steps: [press('Export')] }],
    'pages/run/head/moreMenu.tsx': [{ at: '/runs/pilot', steps: [more] }],
    'pages/run/versions/versionLine.tsx': [
      { at: '/runs/pilot', steps: [(page) => page.getByRole('button', { name: /^v1\b/ }).hover()], close: (page) => page.mouse.move(0, 0) },
    ],
    'pages/run/versions/versionRule.tsx': [{ at: '/runs/pilot', steps: [press('Change')] }],
    'pages/skyMap/hereMenu.tsx': [
      { at: '/sky', steps: [(page) => page.getByRole('application').press('Enter'), (page) => page.getByRole('menu').waitFor()] },
    ],
  }
}

/** By file, below src/web. */
export function overlaysOf(facts: Facts): Listed {
  return { ...ofFrameAndParts(facts), ...ofDialogs(facts), ...ofAdministration(), ...ofPages(facts) }
}

/** What cannot be opened here, and where it is. */
export const openedElsewhere: Readonly<Record<string, string>> = {
  'parts/sendToSamp.tsx': 'It asks a hub on the machine of the user: the test of the sky map has one.',
}
