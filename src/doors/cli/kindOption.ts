import { Option } from 'commander'
import type { ItemKind } from '../../lifecycle/state.ts'

const kinds: readonly ItemKind[] = ['run', 'sample', 'analysis', 'project']

/** What kind of thing a name means; without it, a run. */
export function kindOption(choices: readonly ItemKind[] = kinds): Option {
  return new Option('--kind <kind>', 'what the name is of').choices(choices).default('run')
}
