import { Link } from '@tanstack/react-router'
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

function tell(kind: ItemKind, name: string, { state, outcome, fault }: OperationView): void {
  if (state === 'completed' && isMade(outcome)) {
    const link = <Link to={addressOfItem(kind, outcome.id)}>{outcome.name}</Link>
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
export function tellOutcome(kind: 'sample' | 'analysis', name: string, operationId: string): void {
  followOperation(operationId).then((view) => tell(kind, name, view), tellFault)
}
