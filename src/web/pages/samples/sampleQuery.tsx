import { Button, CopyButton, Group } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import type { SampleDetails } from '../../../app/contract/sample.ts'
import { ItemLink } from '../../parts/itemLink.tsx'
import classes from './samplePage.module.css'

type Combined = NonNullable<SampleDetails['combination']>

function ParentLink({ id, name, where, canRead, remark }: Combined['parents'][number]) {
  if (name === null) return 'a sample that you cannot see'
  if (where === 'live' && canRead) return <ItemLink kind="sample" id={id} name={name} />
  return remark === '' ? name : `${name} (${remark})`
}

/** The samples that this one was combined from, with what stands between them. */
function Combination({ combination: { operator, radiusArcsec, where, parents } }: { readonly combination: Combined }) {
  return (
    <p className={classes.query}>
      {parents.map((parent, index) => (
        <Fragment key={parent.id}>
          {index > 0 && <b> {operator} </b>}
          <ParentLink {...parent} />
        </Fragment>
      ))}
      {where !== null && <> where {where}</>}
      {parents.length > 1 &&
        (radiusArcsec === null ? ', sources by run and id' : `, sources within ${radiusArcsec} arcsec of each other too`)}
    </p>
  )
}

/** How the sample was chosen: its query, to be read, copied and asked again, or the samples that it was combined from. */
export function SampleQuery({ sample }: { readonly sample: SampleDetails }) {
  const { id, query, combination, origins } = sample
  const live = origins.filter(({ where, canRead }) => where === 'live' && canRead)
  return (
    <>
      {combination ? <Combination combination={combination} /> : <pre className={classes.query}>{query}</pre>}
      <Group gap="sm" mt="sm">
        {!combination && (
          <CopyButton value={query}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? 'Copied' : 'Copy query'}
              </Button>
            )}
          </CopyButton>
        )}
        {!combination && live.length > 0 && (
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link {...props} to="/sources" search={{ run: live.map(({ run, version }) => `${run}:${version}`), q: query }} />
            )}
          >
            Ask it again in Sources
          </Button>
        )}
        <Button variant="default" renderRoot={(props) => <Link {...props} to="/sources" search={{ sample: id }} />}>
          Query within this sample
        </Button>
      </Group>
    </>
  )
}
