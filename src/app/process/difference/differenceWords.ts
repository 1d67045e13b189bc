import type { Fault } from '../../../fault/fault.ts'
import { makeFault } from '../../../fault/fault.ts'
import type { RunRow } from '../../../store/catalogue/schema.ts'
import { onlyAdds } from './compareInputs.ts'
import type { InputsDifference, RegroupedImage, ReplacedImage } from '../../contract/inputsDifference.ts'

const mostLines = 10

const nounOfRole = { image: 'image', catalogue: 'catalogue', noise: 'noise map', background: 'background map' } as const

function replacedWords({ from, to, files }: ReplacedImage): string {
  const place = from === to ? to : `${to} in the place of ${from}`
  return `image replaced: ${place} (another ${files.map((role) => nounOfRole[role]).join(', ')})`
}

function epochWords(key: string | null): string {
  return key === null ? 'an epoch of its own' : `epoch ${key}`
}

function regroupedWords({ path, from, to }: RegroupedImage): string {
  return `image in another epoch: ${path} from ${epochWords(from)} to ${epochWords(to)}`
}

/** One line a difference, what needs a full re-run first. */
function differenceLines({ settings, removed, replaced, regrouped, added }: InputsDifference): string[] {
  return [
    ...settings.map(({ setting, from, to }) => `${setting}: ${String(from)} -> ${String(to)}`),
    ...removed.map((path) => `image removed: ${path}`),
    ...replaced.map(replacedWords),
    ...regrouped.map(regroupedWords),
    ...added.map((path) => `image added: ${path}`),
  ]
}

/** What a processing says of the difference that it acts on. */
export function differenceNotes(difference: InputsDifference): string[] {
  const { length } = difference.added
  if (!onlyAdds(difference)) return firstLines(differenceLines(difference))
  return length > 0 ? [`${length} ${length === 1 ? 'image is' : 'images are'} added`] : []
}

/** The first lines, and how many there are more. */
function firstLines(lines: readonly string[]): string[] {
  const more = lines.length - mostLines
  return more > 0 ? [...lines.slice(0, mostLines), `and ${more} more`] : [...lines]
}

/** The refusal to process a draft that is not the head with more images; its command is the way to do it all the same. */
export function changedFault({ name, headVersion }: Pick<RunRow, 'name' | 'headVersion'>, difference: InputsDifference): Fault {
  const lines = differenceLines(difference)
  const found = `${lines.length} ${lines.length === 1 ? 'difference' : 'differences'}`
  const expected = `expected the configuration of version ${headVersion}, with or without more images`
  const listed = firstLines(lines).map((line) => `\n  ${line}`)
  return makeFault('config.changed', `Run ${name}: ${expected}, found ${found}:${listed.join('')}`, {
    hint: `./halley process ${name} --full-rerun makes a new version of it; version ${headVersion} is kept.`,
    data: { run: name, version: headVersion, ...difference },
  })
}
