// Removes what it is told to, and prints what came of it: removeAndSay.ts '{"home": ..., "id": ..., "operationId": ..., "targets": [...]}'
import process from 'node:process'
import { storePaths } from '../../src/store/paths.ts'
import { removeObjects } from '../../src/store/removal/removeObjects.ts'
import type { RemovalOrder, RemovalReport } from './startRemoval.ts'

const { home, id, operationId, targets, fatalCall, userId }: RemovalOrder = JSON.parse(process.argv[2] ?? '')
if (userId !== undefined) process.seteuid?.(userId)
let calls = 0
const rssBefore = process.memoryUsage.rss()
const onStep = () => {
  if (++calls === fatalCall) process.kill(process.pid, 'SIGKILL')
}
const result = await removeObjects({ id, paths: storePaths(home) }, targets, { operationId, onStep })
const report: RemovalReport = { result, calls, rssGrowth: 1024 * process.resourceUsage().maxRSS - rssBefore }
process.stdout.write(JSON.stringify(report))
