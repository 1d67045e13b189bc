// A store with a small survey beside it, a server with its worker on it, and browsers of its users.
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { closeHalley, openHalley, type Halley } from '../../../src/app/halley.ts'
import { makeSurvey, type SurveyImage, valueOf, writeConfig } from '../../process/survey.ts'
import { process } from '../../process/processing.ts'
import { temporaryFolder } from '../../process/temporaryFolder.ts'
import { browserOfFile } from './openBrowser.ts'
import { startServing, type Serving } from './serving.ts'
import { leave, visit, type Visitor, type VisitOptions } from './visit.ts'

export interface SiteScene {
  readonly folder: string
  readonly home: string
  /** In the order of time, of one epoch each. */
  readonly images: readonly SurveyImage[]
  /** As who started the server: an administrator. */
  readonly halley: Halley
  readonly serving: Serving
  /** Opens the site for a user; default: who started the server. What goes wrong in it fails the test. */
  enter(userId?: string, options?: Partial<VisitOptions>): Promise<Page>
  /** Processes a run over the first images, without the site. */
  process(name: string, images: number): Promise<void>
}

export interface SiteOptions {
  readonly epochs?: number
  /** What the server is started with. */
  readonly args?: readonly string[]
  /** What the server finds in its environment; asked when it starts. */
  readonly environment?: () => Readonly<Record<string, string>>
  /** Made before the server starts. */
  readonly before?: (scene: Pick<SiteScene, 'halley' | 'process' | 'folder' | 'home'>) => Promise<void>
}

const pictures = resolve(import.meta.dirname, '../../../.halley-test')

/** Keeps what everybody saw when a test failed, and says where. */
async function showFailure(name: string, visitors: readonly Visitor[]): Promise<void> {
  mkdirSync(pictures, { recursive: true })
  for (const [index, { page, complaints }] of visitors.entries()) {
    const path = join(pictures, `${name.slice(0, 60).replaceAll(/\W+/g, '-')}-${index + 1}.png`)
    const words = await page
      .locator('[role=dialog], main')
      .last()
      .ariaSnapshot({ timeout: 3_000 })
      .catch(() => 'The page does not answer.')
    await page.screenshot({ path, timeout: 3_000 }).catch(() => {})
    console.log(`${name}\nat ${page.url()}, ${path}\n${complaints().join('\n')}\n${words.slice(0, 2_500)}`)
  }
}

function there<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Error('The scene is there once the tests begin')
  return thing
}

/** The scene of a test file. Call it at the top of the file. */
export function siteScene({ epochs = 3, args = [], environment = () => ({}), before }: SiteOptions = {}): SiteScene {
  const folder = temporaryFolder()
  const home = join(folder, 'home')
  const browser = browserOfFile()
  const made: { images: readonly SurveyImage[]; halley?: Halley; serving?: Serving } = { images: [] }
  let visitors: Visitor[] = []

  const scene: SiteScene = {
    folder,
    home,
    get images() {
      return made.images
    },
    get halley() {
      return there(made.halley)
    },
    get serving() {
      return there(made.serving)
    },
    async enter(userId = scene.halley.user.id, options = {}) {
      const as = { store: scene.halley.store, userId }
      const visitor = await visit(browser(), { address: scene.serving.address, as, ...options })
      visitors.push(visitor)
      return visitor.page
    },
    async process(name, count) {
      await process(home, writeConfig(join(folder, `${name}-${count}.yaml`), made.images.slice(0, count)), { name })
    },
  }
  beforeAll(async () => {
    made.images = await makeSurvey(join(folder, 'survey'), { epochs })
    made.halley = valueOf(await openHalley({ environment: {}, home }))
    await before?.(scene)
    made.serving = await startServing(home, args, { HALLEY_ROOTS: `survey=${join(folder, 'survey')}`, ...environment() })
  })
  afterEach(async ({ task }) => {
    const leaving = visitors
    visitors = []
    if (task.result?.state === 'fail') await showFailure(task.name, leaving)
    for (const visitor of leaving) await leave(visitor)
  })
  afterAll(async () => {
    await made.serving?.stop()
    if (made.halley) await closeHalley(made.halley)
  })
  return scene
}
