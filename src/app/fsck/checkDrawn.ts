import { drawnInPlaces, keepDrawnSize, type DrawnKind } from '../../store/catalogue/drawn.ts'
import type { DrawnRow } from '../../store/catalogue/schema.ts'
import { checkSealed, type SealedCheck } from '../../store/integrity/checkSealed.ts'
import type { Halley } from '../halley.ts'
import type { CheckOptions } from './checkStore.ts'
import { finding, type Finding } from './finding.ts'

interface Drawn {
  readonly kind: DrawnKind
  readonly row: DrawnRow
  readonly folder: string
}

async function allDrawn({ store }: Halley): Promise<Drawn[]> {
  const kinds = ['sample', 'analysis'] as const
  const found = await Promise.all(
    kinds.map(async (kind) => {
      const rows = await drawnInPlaces(store.catalogue, kind, ['live', 'trashed'])
      return rows.map((row) => ({ kind, row, folder: kind === 'sample' ? store.paths.sample(row.id) : store.paths.analysis(row.id) }))
    }),
  )
  return found.flat()
}

function damageOf({ kind, row }: Drawn, { damaged }: SealedCheck): Finding[] {
  if (damaged.length === 0) return []
  const words = `${kind} ${row.name}: ${damaged.length} files are missing or not what was published.`
  return [
    finding(
      'drawn',
      'damage',
      words,
      damaged.map(({ path }) => path),
    ),
  ]
}

/** What the catalogue says of its size, against what was published. Only numbers that are known to be right are written. */
async function driftOf({ store }: Halley, { kind, row }: Drawn, { listed }: SealedCheck, { repair }: CheckOptions): Promise<Finding[]> {
  if (listed === null || (listed.files === row.files && listed.bytes === row.bytes)) return []
  const words = `${kind} ${row.name}: the catalogue says ${row.files} files of ${row.bytes} bytes, its manifest ${listed.files} of ${listed.bytes}.`
  const drifted = finding('drawn', 'damage', words)
  if (!repair) return [drifted]
  await keepDrawnSize(store.catalogue, kind, row.id, listed)
  return [{ ...drifted, repaired: 'written down as its manifest says' }]
}

/** Samples and analyses: their files against their manifests, and those against the catalogue. */
export async function checkDrawn(halley: Halley, options: CheckOptions): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const drawn of await allDrawn(halley)) {
    const check = await checkSealed(drawn.folder, drawn.row.manifestHash, !options.quick)
    findings.push(...damageOf(drawn, check), ...(await driftOf(halley, drawn, check, options)))
  }
  return findings
}
