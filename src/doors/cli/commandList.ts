import type { Command } from 'commander'

interface ListedCommand {
  /** What it is called, and called by who comes from the VAST Pipeline. */
  readonly names: readonly string[]
  readonly load: () => Promise<Command>
}

/**
 * Every command, in the order of the help: from a first run to the care of a store. Each is loaded when it is given,
 * so that it starts without what the others need.
 */
export const commandList: readonly ListedCommand[] = [
  { names: ['demo'], load: async () => (await import('./commands/demo.ts')).demoCommand() },
  { names: ['init', 'initpiperun'], load: async () => (await import('./commands/init.ts')).initCommand() },
  { names: ['validate'], load: async () => (await import('./commands/validate.ts')).validateCommand() },
  { names: ['process', 'runpipeline'], load: async () => (await import('./commands/process.ts')).processCommand() },
  { names: ['status', 'debugrun'], load: async () => (await import('./commands/status.ts')).statusCommand() },
  { names: ['operations'], load: async () => (await import('./commands/operations.ts')).operationsCommand() },
  { names: ['cancel'], load: async () => (await import('./commands/cancel.ts')).cancelCommand() },
  { names: ['serve'], load: async () => (await import('./commands/serve.ts')).serveCommand() },
  { names: ['sign-in-link'], load: async () => (await import('./commands/signInLink.ts')).signInLinkCommand() },
  { names: ['worker'], load: async () => (await import('./commands/worker.ts')).workerCommand() },
  { names: ['workers'], load: async () => (await import('./commands/workers.ts')).workersCommand() },
  { names: ['versions'], load: async () => (await import('./commands/versions.ts')).versionsCommand() },
  { names: ['diff'], load: async () => (await import('./commands/diff.ts')).diffCommand() },
  { names: ['restore', 'restorepiperun'], load: async () => (await import('./commands/restore.ts')).restoreCommand() },
  { names: ['copy'], load: async () => (await import('./commands/copy.ts')).copyCommand() },
  { names: ['rename'], load: async () => (await import('./commands/rename.ts')).renameCommand() },
  { names: ['comment'], load: async () => (await import('./commands/comment.ts')).commentCommand() },
  { names: ['delete'], load: async () => (await import('./commands/delete.ts')).deleteCommand() },
  { names: ['clear', 'clearpiperun'], load: async () => (await import('./commands/clear.ts')).clearCommand() },
  { names: ['trash'], load: async () => (await import('./commands/trash.ts')).trashCommand() },
  { names: ['hold'], load: async () => (await import('./commands/hold.ts')).holdCommand() },
  { names: ['export', 'createmeasarrow'], load: async () => (await import('./commands/export.ts')).exportCommand() },
  { names: ['sources'], load: async () => (await import('./commands/sources.ts')).sourcesCommand() },
  { names: ['images'], load: async () => (await import('./commands/images.ts')).imagesCommand() },
  { names: ['sky'], load: async () => (await import('./commands/sky.ts')).skyCommand() },
  { names: ['query'], load: async () => (await import('./commands/query.ts')).queryCommand() },
  { names: ['sample'], load: async () => (await import('./commands/sample.ts')).sampleCommand() },
  { names: ['analysis'], load: async () => (await import('./commands/analysis.ts')).analysisCommand() },
  { names: ['catalogue'], load: async () => (await import('./commands/catalogue.ts')).catalogueCommand() },
  { names: ['import-vast'], load: async () => (await import('./commands/importVast.ts')).importVastCommand() },
  { names: ['ingest-init', 'initingest'], load: async () => (await import('./commands/ingestInit.ts')).ingestInitCommand() },
  { names: ['ingest', 'ingestimages'], load: async () => (await import('./commands/ingest.ts')).ingestCommand() },
  { names: ['project'], load: async () => (await import('./commands/project.ts')).projectCommand() },
  { names: ['share'], load: async () => (await import('./commands/share.ts')).shareCommand() },
  { names: ['leave'], load: async () => (await import('./commands/leave.ts')).leaveCommand() },
  { names: ['transfer'], load: async () => (await import('./commands/transfer.ts')).transferCommand() },
  { names: ['simulate'], load: async () => (await import('./commands/simulate.ts')).simulateCommand() },
  { names: ['user'], load: async () => (await import('./commands/user.ts')).userCommand() },
  { names: ['token'], load: async () => (await import('./commands/token.ts')).tokenCommand() },
  { names: ['limits'], load: async () => (await import('./commands/limits.ts')).limitsCommand() },
  { names: ['audit'], load: async () => (await import('./commands/audit.ts')).auditCommand() },
  { names: ['du'], load: async () => (await import('./commands/du.ts')).duCommand() },
  { names: ['fsck'], load: async () => (await import('./commands/fsck.ts')).fsckCommand() },
  { names: ['migrate'], load: async () => (await import('./commands/migrate.ts')).migrateCommand() },
  { names: ['backup'], load: async () => (await import('./commands/backup.ts')).backupCommand() },
  { names: ['restore-backup'], load: async () => (await import('./commands/restoreBackup.ts')).restoreBackupCommand() },
]
