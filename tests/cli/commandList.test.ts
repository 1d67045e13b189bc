import { expect, test } from 'vitest'
import { commandList } from '../../src/doors/cli/commandList.ts'

test.each(commandList)('$names.0 is found by each of its names, and by no other', async ({ names, load }) => {
  const command = await load()
  expect([command.name(), ...command.aliases()]).toEqual(names)
  expect(commandList.filter((other) => other.names.some((name) => names.includes(name)))).toHaveLength(1)
})
