// Every table of the site: its columns are chosen and the choice stays, and it is taken away whole, science in four formats.
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { objectionsTo } from './harness/axe.ts'
import { calmOf } from './harness/calm.ts'
import { looksScene } from './looks/looksScene.ts'
import { pagesOf } from './looks/pages.ts'

const { scene, facts } = looksScene()

const web = resolve(import.meta.dirname, '../../src/web')

/** Tables that are no lists of rows that somebody keeps: facts of one thing, help, or a part of a form. */
const factsAndForms: Readonly<Record<string, string>> = {
  'dialogs/people.tsx': 'a form: each row changes what a person may do',
  'dialogs/process/processManyDialog.tsx': 'a form: what is processed',
  'frame/keys/keyboardHelp.tsx': 'help',
  'pages/home/recentRuns.tsx': 'the first rows of the runs, which have their page',
  'pages/images/imageFacts.tsx': 'facts of one image',
  'pages/images/measurementValues.tsx': 'the values of one measurement',
  'pages/run/versions/countsTable.tsx': 'facts of two versions side by side',
  'pages/run/versions/settingList.tsx': 'facts of two versions side by side',
  'pages/run/versions/versionCounts.tsx': 'facts of two versions side by side',
  'pages/samples/filesTable.tsx': 'the files of one thing: each is taken away itself',
  'pages/samples/provenance.tsx': 'facts of one sample',
  'pages/samples/sampleSourcePage.tsx': 'the values of one source, beside its measurements',
  'pages/sources/twoEpochSection.tsx': 'the first pairs of a plot, whose menu takes all of them away',
  'parts/queryHelp.tsx': 'help',
}

/** Choices of files in a form, not results. */
const inForms: ReadonlySet<string> = new Set(['dialogs/filePicker/folderTable.tsx', 'pages/newRun/pickedTable.tsx'])

/** Tables of science, by the ends of their names: VOTable, Parquet and Arrow too. */
const science = /measurements|sources|sample|candidates|images? of|matches|favourites|added|changed|gone|split|merged/i
const administration = /^(samples|runs|analyses|projects|images|regions)$|files/i

function sourceOfSite(): ReadonlyMap<string, string> {
  const files = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'))
  return new Map(files.map((name) => [name, readFileSync(join(web, name), 'utf8')]))
}

test('whatever is a table is the one that chooses its columns and is taken away, but facts, help and forms', () => {
  const others = [...sourceOfSite()].filter(([name, text]) => /<(?:Table|table)[\s>]/.test(text) && name !== 'parts/itemTable.tsx')
  expect(others.map(([name]) => name).toSorted()).toEqual(Object.keys(factsAndForms).toSorted())
  const bare = [...sourceOfSite()].filter(([, text]) => text.includes('exports={null}'))
  expect(new Set(bare.map(([name]) => name))).toEqual(inForms)
})

test('each table is looked at here', async () => {
  const made = [...sourceOfSite()].flatMap(([name, text]) => (text.includes('<ItemTable') && !inForms.has(name) ? [name] : []))
  expect(made.toSorted()).toEqual(
    [
      'pages/account/sessionsSection.tsx',
      'pages/account/tokensSection.tsx',
      'pages/admin/cataloguesPage.tsx',
      'pages/admin/holdsPage.tsx',
      'pages/admin/operationsTable.tsx',
      'pages/admin/storageTables.tsx',
      'pages/admin/usersPage.tsx',
      'pages/admin/workersTable.tsx',
      'pages/deleted/deletedPage.tsx',
      'pages/etaV/candidatesList.tsx',
      'pages/favourites/favouritesPage.tsx',
      'pages/images/brightestTable.tsx',
      'pages/newRun/resolvedTable.tsx',
      'pages/run/compare/changesTable.tsx',
      'pages/run/contents/filesTable.tsx',
      'pages/run/contents/imagesTable.tsx',
      'pages/run/contents/madeTable.tsx',
      'pages/run/contents/measurementsTable.tsx',
      'pages/runs/runsPage.tsx',
      'pages/samples/sampleSourcePage.tsx',
      'pages/samples/sourcesTable.tsx',
      'pages/skyMap/skyList.tsx',
      'pages/sources/crossMatchSection.tsx',
      'pages/sources/measurementsTable.tsx',
      'pages/sources/sourcesTable.tsx',
      'pages/trash/trashTable.tsx',
      'parts/itemList.tsx',
    ].toSorted(),
  )
})

async function exported(page: Page, label: string, format: string): Promise<string> {
  await page.getByRole('button', { name: `Export ${label}`, exact: true }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: format, exact: true }).click()])
  return readFileSync(await download.path(), 'latin1')
}

/** What each format begins with. */
const begins: Readonly<Record<string, string>> = { CSV: '', VOTable: '<?xml', Parquet: 'PAR1', Arrow: 'ARROW1' }

async function formatsOf(page: Page, label: string): Promise<readonly string[]> {
  await page.getByRole('button', { name: `Export ${label}`, exact: true }).click()
  const items = page.getByRole('menuitem').and(page.locator(':visible'))
  await items.first().waitFor()
  const words = await items.allTextContents()
  await page.keyboard.press('Escape')
  await items.first().waitFor({ state: 'hidden' })
  return words.filter((each) => each in begins)
}

/** Lines of a CSV: texts of a cell may have ends of lines. */
function rowsOfCsv(text: string): number {
  return (
    text
      .replaceAll(/"(?:[^"]|"")*"/g, '""')
      .trimEnd()
      .split(/\r?\n/).length - 1
  )
}

/** What is wrong with the way a table is taken away. */
async function wrongExports(page: Page, table: Locator, label: string): Promise<readonly string[]> {
  const rows = Number(await table.getAttribute('aria-rowcount')) - 1
  const formats = await formatsOf(page, label)
  const wanted = science.test(label) && !administration.test(label) ? Object.keys(begins) : ['CSV']
  if (formats.join() !== wanted.join()) return [`formats ${wanted.join()} expected, ${formats.join()} found`]
  const wrong: string[] = []
  for (const format of formats) {
    const text = await exported(page, label, format)
    if (!text.startsWith(begins[format] ?? '')) wrong.push(`${format} begins with ${text.slice(0, 40)}`)
    if (format === 'CSV' && rowsOfCsv(text) < rows) wrong.push(`${rowsOfCsv(text)} rows in CSV of ${rows}`)
  }
  return wrong
}

/** What is wrong with the choice of columns: the first that may go goes, and stays gone. */
async function wrongChoice(page: Page, table: Locator, label: string): Promise<readonly string[]> {
  const chooser = page.getByRole('button', { name: `Columns of ${label}`, exact: true })
  if ((await chooser.count()) === 0) return ['no choice of columns']
  const before = await table.getByRole('columnheader').count()
  await chooser.click()
  const boxes = page.getByRole('dialog', { name: `Columns of ${label}` }).getByRole('checkbox', { checked: true })
  await boxes.first().click()
  await expect.poll(() => table.getByRole('columnheader').count()).toBe(before - 1)
  await page.getByRole('button', { name: 'Usual columns' }).click()
  await expect.poll(() => table.getByRole('columnheader').count()).toBe(before)
  await page.keyboard.press('Escape')
  return []
}

test('each table of each page chooses its columns, and is taken away whole in every format that it offers', async () => {
  const page = await scene.enter()
  const calm = calmOf(page)
  const seen = new Set<string>()
  const wrong: string[] = []
  for (const { path, title, as } of Object.values(pagesOf(facts())).flat()) {
    if (as !== undefined) continue
    await calm.goTo(path, title)
    for (const table of await page.locator('table[aria-rowcount]').all()) {
      const label = (await table.getAttribute('aria-label')) ?? ''
      if (seen.has(label)) continue
      seen.add(label)
      const found = [...(await wrongChoice(page, table, label)), ...(await wrongExports(page, table, label))]
      wrong.push(...found.map((words) => `${path}, ${label}: ${words}`))
    }
  }
  expect(wrong).toEqual([])
  expect(seen.size).toBeGreaterThan(25)
}, 600_000)

test('a column that was chosen is there when the page is opened again, in another tab too', async () => {
  const page = await scene.enter()
  await page.goto('/runs')
  await page.getByRole('button', { name: 'Columns of Runs' }).click()
  await page.getByRole('checkbox', { name: 'Owner' }).check()
  await page.keyboard.press('Escape')
  await page.getByRole('columnheader', { name: 'Owner' }).waitFor()
  const other = await page.context().newPage()
  await other.goto('/runs')
  await other.getByRole('columnheader', { name: 'Owner' }).waitFor()
  await other.getByRole('button', { name: 'Columns of Runs' }).click()
  expect(await objectionsTo(other)).toEqual([])
})

test('the activity is taken away whole, whatever page of it is shown', async () => {
  const page = await scene.enter()
  await page.goto('/activity')
  const shown = await page.getByRole('listitem').count()
  expect(rowsOfCsv(await exported(page, 'Activity', 'CSV'))).toBeGreaterThanOrEqual(shown > 0 ? 1 : 0)
})
