import { mayRoles, rights, wordsOfRole, type Operation, type Role } from '../../src/lifecycle/rights.ts'
import { wordOfPlace, wordOfWork, type RunPlace, type RunWork } from '../../src/lifecycle/runState.ts'
import { transitions, type Transition } from '../../src/lifecycle/transitions.ts'
import { wordOfWhere } from '../../src/lifecycle/whereabouts.ts'

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Arrows of one kind from one word to another, with all their labels. */
function arrows(pairs: readonly { readonly from: string; readonly to: string; readonly label: string }[]): string {
  const labels = new Map<string, Set<string>>()
  for (const { from, to, label } of pairs) {
    const arrow = `${from} --> ${to}`
    labels.set(arrow, (labels.get(arrow) ?? new Set()).add(label))
  }
  return [...labels].map(([arrow, words]) => `    ${arrow}: ${[...words].join(', ')}`).join('\n')
}

function worksAfter({ to }: Transition): readonly RunWork[] {
  if (to.work === undefined) return []
  return to.work === 'before' ? ['completed', 'failed', 'cancelled'] : [to.work]
}

function workDiagram(): string {
  const rows = transitions.filter((row) => row.of.includes('run') && row.to.place === undefined)
  const pairs = rows.flatMap((row) =>
    (row.from?.work ?? []).flatMap((from) =>
      worksAfter(row).map((to) => ({ from: wordOfWork[from], to: wordOfWork[to], label: row.words })),
    ),
  )
  return `\`\`\`mermaid\nstateDiagram-v2\n    [*] --> ${wordOfWork.initialised}: New\n${arrows(pairs)}\n\`\`\``
}

/** A name that the diagram accepts for a word on screen. */
function placeNode(place: RunPlace): string {
  return wordOfPlace[place].replaceAll(' ', '_')
}

function placeDiagram(): string {
  const pairs = transitions.flatMap(({ from, to, words }) => {
    const { place } = to
    if (!from || place === undefined) return []
    return from.where.flatMap((where) => (where === 'hidden' ? [] : [{ from: placeNode(where), to: placeNode(place), label: words }]))
  })
  return `\`\`\`mermaid\nstateDiagram-v2\n    [*] --> ${placeNode('live')}: New\n${arrows(pairs)}\n    ${placeNode('purged')} --> [*]\n\`\`\``
}

function whenWords({ from }: Transition): string {
  if (!from) return ''
  if (from.work) return from.work.map((work) => wordOfWork[work]).join(', ')
  return from.where.map((where) => wordOfWhere[where]).join(', ')
}

function thenWords({ from, to }: Transition): string {
  const work = to.work === 'before' ? 'as before' : to.work && wordOfWork[to.work]
  if (to.place === 'live' && to.work === undefined) return from ? 'as before' : wordOfPlace.live
  const place = to.place && to.place !== 'live' ? wordOfPlace[to.place] : undefined
  return place ?? work ?? 'unchanged'
}

function commandTable(): string {
  const rows = transitions.filter(({ by }) => by !== 'worker' && by !== 'retention')
  const cells = rows.map((row) => [row.words, row.of.join(', '), whenWords(row) || 'not there yet', thenWords(row)])
  return table(['What you can do', 'with', 'when it is', 'then it is'], cells)
}

const people: readonly Role[] = ['creator', 'administrator', 'projectOwner', 'editor', 'viewer', 'grantee', 'stranger']

const answerWords = { allowed: 'yes', denied: 'no', notFound: 'not found' } as const

function rightsTable(): string {
  const operations = Object.keys(rights) as Operation[]
  const cells = operations.map((operation) => [
    rights[operation].words,
    ...people.map((role) => answerWords[mayRoles(operation, [role], false)]),
    rights[operation].scope,
  ])
  return table(['', ...people.map((role) => wordsOfRole[role]), 'scope of a token'], cells)
}

/** The generated parts of docs/lifecycle.md, by the name in their marker. */
export const lifecycleParts: Readonly<Record<string, () => string>> = {
  work: workDiagram,
  place: placeDiagram,
  commands: commandTable,
  rights: rightsTable,
}

/** A page with its generated parts made anew: what is between `<!-- generated: NAME -->` and `<!-- end -->`. */
export function withGeneratedParts(page: string): string {
  return page.replaceAll(/<!-- generated: (\w+) -->\n[\s\S]*?<!-- end -->/g, (_, name: string) => {
    const part = lifecycleParts[name]
    if (!part) throw new Error(`The page wants a part ${name}; there are ${Object.keys(lifecycleParts).join(', ')}`)
    return `<!-- generated: ${name} -->\n\n${part()}\n\n<!-- end -->`
  })
}
