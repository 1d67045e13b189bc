import type { Command } from 'commander'
import { analysisCommand } from './commands/analysis.ts'
import { auditCommand } from './commands/audit.ts'
import { backupCommand } from './commands/backup.ts'
import { cancelCommand } from './commands/cancel.ts'
import { clearCommand } from './commands/clear.ts'
import { copyCommand } from './commands/copy.ts'
import { deleteCommand } from './commands/delete.ts'
import { demoCommand } from './commands/demo.ts'
import { diffCommand } from './commands/diff.ts'
import { duCommand } from './commands/du.ts'
import { exportCommand } from './commands/export.ts'
import { fsckCommand } from './commands/fsck.ts'
import { holdCommand } from './commands/hold.ts'
import { importVastCommand } from './commands/importVast.ts'
import { ingestCommand } from './commands/ingest.ts'
import { initCommand } from './commands/init.ts'
import { leaveCommand } from './commands/leave.ts'
import { limitsCommand } from './commands/limits.ts'
import { operationsCommand } from './commands/operations.ts'
import { processCommand } from './commands/process.ts'
import { projectCommand } from './commands/project.ts'
import { restoreCommand } from './commands/restore.ts'
import { restoreBackupCommand } from './commands/restoreBackup.ts'
import { sampleCommand } from './commands/sample.ts'
import { shareCommand } from './commands/share.ts'
import { simulateCommand } from './commands/simulate.ts'
import { statusCommand } from './commands/status.ts'
import { tokenCommand } from './commands/token.ts'
import { transferCommand } from './commands/transfer.ts'
import { trashCommand } from './commands/trash.ts'
import { userCommand } from './commands/user.ts'
import { validateCommand } from './commands/validate.ts'
import { versionsCommand } from './commands/versions.ts'
import { workerCommand } from './commands/worker.ts'

/** Every command, in the order of the help: from a first run to the care of a store. */
export const commandList: readonly (() => Command)[] = [
  demoCommand,
  initCommand,
  validateCommand,
  processCommand,
  statusCommand,
  operationsCommand,
  cancelCommand,
  workerCommand,
  versionsCommand,
  diffCommand,
  restoreCommand,
  copyCommand,
  deleteCommand,
  clearCommand,
  trashCommand,
  holdCommand,
  exportCommand,
  sampleCommand,
  analysisCommand,
  importVastCommand,
  ingestCommand,
  projectCommand,
  shareCommand,
  leaveCommand,
  transferCommand,
  simulateCommand,
  userCommand,
  tokenCommand,
  limitsCommand,
  auditCommand,
  duCommand,
  fsckCommand,
  backupCommand,
  restoreBackupCommand,
]
