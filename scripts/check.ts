import { checkSteps } from './checkSteps.ts'
import { conclude, runStep } from './step.ts'

const outcomes = checkSteps.map(runStep)
conclude(outcomes.filter(Boolean).length, outcomes.filter((passed) => !passed).length)
