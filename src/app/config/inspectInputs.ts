import type { Fault, Result } from '../../fault/fault.ts'
import type { InputKind } from '../contract/config.ts'
import type { FileListing, FileState } from './fileListing.ts'
import { openHint } from './openHint.ts'
import type { PairedImage } from './pairInputs.ts'
import type { ProblemList } from './problemList.ts'
import type { ResolvedFile, ResolvedKinds } from './resolveInputs.ts'

export interface ImageSize {
  /** Pixels along the first sky axis. */
  readonly width: number
  /** Pixels along the second. */
  readonly height: number
}

/** Looks into the files of a run; each method is called with files that exist. */
export interface InputInspector {
  /** Reads the header of an image, a noise or a background map: its size, or why it cannot be used. */
  inspectImage(path: string): Promise<Result<ImageSize>>
  /** Reads a catalogue and compares its positions with the footprint of its image: null, or why they do not go together. */
  inspectCatalogue(path: string, imagePath: string): Promise<Fault | null>
}

const expectations: Readonly<Record<Exclude<FileState, 'file' | 'outside'>, readonly [found: string, hint: string]>> = {
  missing: ['nothing', 'Correct the path; relative paths begin at the folder of the configuration.'],
  unreadable: ['one that may not be read', 'Ask its owner for the right to read it and to enter the folders above it.'],
  directory: ['a folder', 'Name the files in it, or use glob: with an expression that ends in a file name.'],
  other: ['a device or a socket', 'Give the path of a file.'],
}

function expectationOf(state: Exclude<FileState, 'file'>, listing: FileListing): readonly [found: string, hint: string] {
  return state === 'outside' ? ['one outside of the folders that are open to Halley', openHint(listing)] : expectations[state]
}

/** Checks that every file is one and can be read. @returns the paths that can */
export async function checkFiles(kinds: ResolvedKinds, listing: FileListing, problems: ProblemList): Promise<Set<string>> {
  const usable = new Set<string>()
  const check = async (kind: string, { path, place }: ResolvedFile) => {
    const state = await listing.state(path)
    if (state === 'file') {
      usable.add(path)
      return
    }
    const [found, hint] = expectationOf(state, listing)
    problems.error(`config.file-${state}`, place, `inputs.${kind}: expected a file at ${path}, found ${found}.`, hint)
  }
  for (const [kind, input] of Object.entries(kinds)) {
    for (const epoch of input.epochs) await Promise.all(epoch.files.map((file) => check(kind, file)))
  }
  return usable
}

/** Looks into the files that can be read: headers, sizes, catalogues on their images. */
export async function inspectInputs(
  images: readonly PairedImage[],
  usable: ReadonlySet<string>,
  inspector: InputInspector,
  problems: ProblemList,
): Promise<void> {
  for (const image of images) await new ImageInspection(image, usable, inspector, problems).run()
}

class ImageInspection {
  readonly #image: PairedImage
  readonly #usable: ReadonlySet<string>
  readonly #inspector: InputInspector
  readonly #problems: ProblemList

  constructor(image: PairedImage, usable: ReadonlySet<string>, inspector: InputInspector, problems: ProblemList) {
    this.#image = image
    this.#usable = usable
    this.#inspector = inspector
    this.#problems = problems
  }

  async run(): Promise<void> {
    const { image, noise, background, selavy } = this.#image
    const size = await this.#size('image', image)
    for (const [kind, file] of [
      ['noise', noise],
      ['background', background],
    ] as const) {
      const mapSize = file && (await this.#size(kind, file))
      if (file && size && mapSize) this.#compare(kind, file, mapSize, size)
    }
    if (!size || !this.#usable.has(selavy.path)) return
    const fault = await this.#inspector.inspectCatalogue(selavy.path, image.path)
    if (fault) this.#tell('selavy', selavy, fault)
  }

  async #size(kind: InputKind, file: ResolvedFile): Promise<ImageSize | null> {
    if (!this.#usable.has(file.path)) return null
    const result = await this.#inspector.inspectImage(file.path)
    if (result.ok) return result.value
    this.#tell(kind, file, result.fault)
    return null
  }

  #compare(kind: InputKind, file: ResolvedFile, found: ImageSize, expected: ImageSize): void {
    if (found.width === expected.width && found.height === expected.height) return
    const sizes = `expected ${expected.width}x${expected.height} pixels as ${this.#image.image.path} has, found ${found.width}x${found.height}`
    const hint = 'Give the map that was made from this image; if the lists are shifted, bring them into the same order.'
    this.#problems.error('config.size', file.place, `inputs.${kind}: ${file.path}: ${sizes}.`, hint)
  }

  #tell(kind: InputKind, file: ResolvedFile, fault: Fault): void {
    this.#problems.error(fault.code, file.place, `inputs.${kind}: ${fault.message}`, fault.hint)
  }
}
