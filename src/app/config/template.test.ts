import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { parseYaml, type YamlMap } from '../../formats/yaml/document.ts'
import { defaultSettings, type InputSpec, type RunConfig } from '../contract/config.ts'
import { configSections, type Section } from '../contract/configSettings.ts'
import { ProblemList } from './problemList.ts'
import { inputSpec, readInputs } from './readInputs.ts'
import { readSettings } from './readSettings.ts'
import { configTemplate } from './template.ts'

function read(text: string): YamlMap {
  const { root, faults } = parseYaml('config.yaml', text)
  expect(faults).toEqual([])
  if (root?.kind !== 'map') throw new Error('expected keys')
  return root
}

const text = fc.oneof(
  fc.string({ minLength: 1, maxLength: 20 }),
  fc.constantFrom('null', '~', '~/a b/*.fits', '01', '2020-01-01', 'yes', '- a', '#x', 'a: b', '"', 'é\u2028', '\u007f', '1e3', '0x1F'),
)
const files = fc.record({ kind: fc.constant('files' as const), files: fc.array(text, { minLength: 1, maxLength: 3 }) })
const glob = fc.record({ kind: fc.constant('glob' as const), patterns: fc.array(text, { minLength: 1, maxLength: 3 }) })
const epoch = fc.record({ key: text.filter((key) => key !== 'glob'), source: fc.oneof(files, glob) })
const epochs = fc.record({
  kind: fc.constant('epochs' as const),
  epochs: fc.uniqueArray(epoch, { minLength: 1, maxLength: 3, selector: ({ key }) => key }),
})
const spec: fc.Arbitrary<InputSpec> = fc.oneof(files, glob, epochs)

describe('the template of a configuration', () => {
  it('reads back as the defaults', () => {
    const problems = new ProblemList('config.yaml')
    expect(readSettings(read(configTemplate({ name: 'first light' })), problems)).toEqual(defaultSettings())
    expect(problems.sorted()).toEqual([])
  })

  it('has every key with a comment above it', () => {
    const lines = configTemplate({ name: 'x' }).split('\n')
    for (const section of Object.values<Section>(configSections)) {
      expect(lines).toContain(`${section.key}:`)
      for (const setting of Object.values(section.settings)) {
        const at = lines.indexOf(`  ${setting.key}: ${String(setting.default)}`)
        expect(lines[at - 1]).toMatch(/^ {2}# \S/)
      }
    }
  })

  it('waits for the inputs where none are given', () => {
    const problems = new ProblemList('config.yaml')
    expect(readInputs(read(configTemplate({ name: 'x' })), null, problems)).toEqual({})
    expect(problems.sorted().map((problem) => problem.message)).toEqual([
      'inputs.image: expected at least one image, found an empty list.',
      'inputs.selavy: expected a catalogue for each image, found an empty list.',
      'inputs.noise: expected a noise map for each image, found an empty list.',
    ])
  })

  it('reads back with the inputs that it was given, in any form and with any characters', () => {
    const inputs: fc.Arbitrary<RunConfig['inputs']> = fc.record({ image: spec, selavy: spec, noise: spec, background: fc.option(spec) })
    fc.assert(
      fc.property(inputs, fc.string(), (given, name) => {
        const problems = new ProblemList('config.yaml')
        const placed = readInputs(read(configTemplate({ name, inputs: given })), null, problems)
        expect(problems.sorted()).toEqual([])
        const back = Object.fromEntries(Object.entries(placed).map(([kind, input]) => [kind, inputSpec(input)]))
        expect({ background: null, ...back }).toEqual(given)
      }),
    )
  })
})
