import { Anchor } from '@mantine/core'
import type { OperationView } from '../../app/contract/operation.ts'
import type { ItemKind } from '../../lifecycle/state.ts'
import { ApiFault } from '../api/apiFault.ts'
import { followOperation } from '../api/followOperation.ts'
import { addressOfItem } from '../parts/itemAddress.ts'
import { tellDone, tellFault } from '../parts/notify.tsx'

interface Made {
  readonly id: string
  readonly name: string
}

function isMade(outcome: unknown): outcome is Made {
  return typeof outcome === 'object' && outcome !== null && 'id' in outcome && 'name' in outcome
}

/** Leads to an address: what is told stands outside of the pages, where links of theirs do not work. */
type Go = (address: string) => void

function tell(kind: ItemKind, name: string, { state, outcome, fault }: OperationView, go: Go): void {
  if (state === 'completed' && isMade(outcome)) {
    const open = () => go(addressOfItem(kind, outcome.id))
    const link = (
      <Anchor component="button" type="button" onClick={open} inherit>
        {outcome.name}
      </Anchor>
    )
    const word = kind === 'sample' ? 'Sample' : 'Analysis'
    tellDone({
      words: (
        <>
          {word} {link} is ready.
        </>
      ),
    })
  } else if (fault) {
    const error = { ...fault, message: `${kind === 'sample' ? 'Sample' : 'Analysis'} ${name} was not made. ${fault.message}` }
    tellFault(new ApiFault(409, { error: { ...error, retryable: false, data: {} } }))
  }
}

/** Says what came of a sample or an analysis that was asked for, when it is known, on whatever page there is by then. */
export function tellOutcome(kind: 'sample' | 'analysis', name: string, operationId: string, go: Go): void {
  followOperation(operationId).then((view) => tell(kind, name, view, go), tellFault)
}
