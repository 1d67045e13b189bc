import { expect } from 'vitest'
import { auditHistory } from '../../src/app/audit/auditHistory.ts'
import type { Halley } from '../../src/app/halley.ts'
import { addUser } from '../../src/store/catalogue/people.ts'
import { recordAudit } from '../../src/store/catalogue/audit.ts'
import { eachStore } from '../catalogue/eachStore.ts'
import { addExampleRun, exampleTime, valueOf } from '../store/exampleStore.ts'

eachStore('shows as many events as were asked for, past those that one may not see', async (store) => {
  const { catalogue } = store
  const run = await addExampleRun(store, 'lmc')
  await addUser(catalogue, { id: 'other', name: 'Kim', account: 'kim', createdAt: exampleTime })
  const event = { at: exampleTime, actorId: 'other', action: 'looked', subjectKind: 'thing', subjectId: 'x', details: {} }
  await catalogue.transaction().execute(async (transaction) => {
    for (let count = 0; count < 1200; count++) await recordAudit(transaction, event)
  })
  const users = await catalogue.selectFrom('users').selectAll().execute()
  const seenBy = async (name: string, isAdministrator: 0 | 1, limit: number) => {
    const user = users.find((one) => one.name === name)
    const halley = { store, user: { ...user, isAdministrator, scopes: null } } as unknown as Halley
    return valueOf(await auditHistory(halley, { subjectId: null, since: null, limit }))
  }
  expect(await seenBy('Maria', 0, 5)).toMatchObject([{ action: 'created', actor: 'Maria', subjectId: run.id, subjectName: 'lmc' }])
  expect(await seenBy('Kim', 0, 1100)).toHaveLength(1100)
  expect(await seenBy('Maria', 1, 5)).toHaveLength(5)
})
