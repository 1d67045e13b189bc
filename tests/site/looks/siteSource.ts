// What the source of the site registers: its addresses, and what opens over its pages.
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const web = resolve(import.meta.dirname, '../../../src/web')

function filesOf(folder: string, ending: string): readonly string[] {
  return readdirSync(join(web, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending) && !name.includes('.test.'))
    .map((name) => join(folder, name))
    .toSorted()
}

/** The addresses of all pages, as their routes have them. */
export function registeredRoutes(): readonly string[] {
  return filesOf('', 'Routes.ts').flatMap((file) =>
    [...readFileSync(join(web, file), 'utf8').matchAll(/\bpath: '([^']+)'/g)].map(([, path = '']) => path),
  )
}

/** What others are made of: these open nothing themselves. */
const frames: ReadonlySet<string> = new Set(['dialogs/dialogForm.tsx', 'parts/shownOnce.tsx'])

const opened = /<(?:Modal|Drawer|DialogForm|ShownOnce|Spotlight\.Root|Popover|HoverCard|Menu)(?=[\s>])/g

/** How many dialogs, drawers, menus and the like each file of the site has. */
export function registeredOverlays(): ReadonlyMap<string, number> {
  const counts = filesOf('', '.tsx').map((file) => [file, readFileSync(join(web, file), 'utf8').match(opened)?.length ?? 0] as const)
  return new Map(counts.filter(([file, count]) => count > 0 && !frames.has(file)))
}
