import type { peopleEndpoints } from '../../../app/contract/api/people.ts'
import { listPeople } from '../../../app/people/listPeople.ts'
import { success } from '../../../fault/fault.ts'
import type { Routes } from '../routes.ts'

export const peopleRoutes: Routes<typeof peopleEndpoints> = {
  listPeople: async ({ halley }) => {
    const people = await listPeople(halley)
    return people.ok ? success({ people: people.value }) : people
  },
}
